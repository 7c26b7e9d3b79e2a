package io.arrowgate.tools.live.sample;

import java.time.Duration;

/** Computes the statistics of one stream from the job's counters and its table. */
public final class StreamMeter {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    /** A batch of a few rows consists mostly of its schema, and must not dominate the average. */
    private static final Duration SIZE_WINDOW = Duration.ofSeconds(30);

    private final String stream;
    private final RateMeter events = new RateMeter(WINDOW);
    private final RateMeter rows = new RateMeter(SIZE_WINDOW);
    private final RateMeter bytes = new RateMeter(SIZE_WINDOW);

    public StreamMeter(String stream) {
        this.stream = stream;
    }

    public String stream() {
        return stream;
    }

    /** Records the job's counters. */
    public void record(long millis, JobCounters job) {
        Double rowCount = job.of(stream, JobCounters.ROWS);
        Double deadLetters = job.of(stream, JobCounters.DEAD_LETTERS);
        events.record(
                millis, rowCount == null ? null : Double.valueOf(rowCount + (deadLetters == null ? 0 : deadLetters)));
        rows.record(millis, rowCount);
        bytes.record(millis, job.of(stream, JobCounters.BYTES));
    }

    /**
     * Returns the current statistics.
     *
     * @param job null if Flink is unavailable
     * @param table null if ClickHouse is unavailable
     */
    public StreamStats stats(long nowMillis, JobCounters job, TableStats table) {
        boolean hasRows = table != null && table.rows() > 0;
        return new StreamStats(
                job == null ? null : events.perSecond(),
                whole(job, JobCounters.LAG),
                table == null ? null : Long.valueOf(table.rows()),
                hasRows ? Long.valueOf(Math.max(0, nowMillis - table.newestMillis())) : null,
                whole(job, JobCounters.BATCHES),
                whole(job, JobCounters.ROWS),
                whole(job, JobCounters.BYTES),
                job == null ? null : bytesPerRow(),
                whole(job, JobCounters.DEAD_LETTERS));
    }

    private Double bytesPerRow() {
        Double rowCount = rows.growth();
        Double size = bytes.growth();
        return rowCount == null || size == null || rowCount == 0 ? null : Double.valueOf(size / rowCount);
    }

    private Long whole(JobCounters job, String metric) {
        Double number = job == null ? null : job.of(stream, metric);
        return number == null ? null : Long.valueOf(Math.round(number));
    }
}
