package io.arrowgate.alert;

/** Lists the series of an alert subtask in the order in which they were last seen. A change takes constant time. */
final class SeriesOrder {
    private TrackedSeries oldest;
    private TrackedSeries newest;
    /** Next series of the sweep; null after its end. */
    private TrackedSeries nextToSweep;

    /** Returns the series that was not seen for the longest time; null if there is none. */
    TrackedSeries oldest() {
        return oldest;
    }

    /** Moves a series to the end of the list, or adds it there. */
    void makeNewest(TrackedSeries series) {
        if (series != newest) {
            remove(series);
            append(series);
        }
    }

    /** Takes a series out of the list; does nothing with one that is not in it. */
    void remove(TrackedSeries series) {
        if (series == nextToSweep) {
            nextToSweep = series.newer;
        }
        if (series.older != null) {
            series.older.newer = series.newer;
        } else if (series == oldest) {
            oldest = series.newer;
        }
        if (series.newer != null) {
            series.newer.older = series.older;
        } else if (series == newest) {
            newest = series.older;
        }
        series.older = null;
        series.newer = null;
    }

    /** Starts a sweep over all series, from the oldest on. */
    void startSweep() {
        nextToSweep = oldest;
    }

    /** Returns the next series of the sweep; null after its end. A series that was seen during the sweep may come twice. */
    TrackedSeries pollSweep() {
        TrackedSeries series = nextToSweep;
        nextToSweep = series == null ? null : series.newer;
        return series;
    }

    private void append(TrackedSeries series) {
        series.older = newest;
        if (newest == null) {
            oldest = series;
        } else {
            newest.newer = series;
        }
        newest = series;
    }
}
