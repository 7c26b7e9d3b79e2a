package io.arrowgate.decode.value;

import java.time.ZoneId;
import java.util.List;

/** Parses calendar dates as days since 1970-01-01. An instant becomes its day in the stream's time zone. */
final class DateParser implements ValueParser {
    private final TemporalFormat[] formats;
    private final ZoneOffsetCache zone;

    DateParser(List<String> formats, ZoneId zone) {
        this.formats = TemporalFormats.ofDate(formats, zone);
        this.zone = new ZoneOffsetCache(zone);
    }

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        for (TemporalFormat format : formats) {
            if (format.match(bytes, start, end)) {
                row.setBits(column, toDay(format));
                return true;
            }
        }
        return false;
    }

    private long toDay(TemporalFormat match) {
        if (match.offsetSeconds() == TemporalFormat.NO_OFFSET) {
            return match.epochDay();
        }
        long secondOfDay = match.microOfDay() / TemporalFormat.MICROS_PER_SECOND;
        return zone.toLocalDay(match.epochDay(), secondOfDay - match.offsetSeconds());
    }
}
