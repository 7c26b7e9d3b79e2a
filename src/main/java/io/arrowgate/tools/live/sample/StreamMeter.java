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
    private final RateMeter batches = new RateMeter(SIZE_WINDOW);
    private final RateMeter bytes = new RateMeter(SIZE_WINDOW);
    private final FreshnessMeter freshness = new FreshnessMeter();
    private double lastRows = Double.NaN;

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
        batches.record(millis, job.of(stream, JobCounters.BATCHES));
        bytes.record(millis, job.of(stream, JobCounters.BYTES));
        // Without counters, as during a restart, it is unknown whether records arrive.
        if (rowCount != null) {
            freshness.record(millis, rowCount > lastRows || isPending(job));
            lastRows = rowCount;
        }
    }

    private boolean isPending(JobCounters job) {
        return isPositive(job.of(stream, JobCounters.LAG))
                || isPositive(job.of(stream, JobCounters.PENDING))
                || isPositive(job.of(stream, JobCounters.IN_FLIGHT));
    }

    private static boolean isPositive(Double number) {
        return number != null && number > 0;
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
                hasRows ? Long.valueOf(table.newestMillis()) : null,
                hasRows ? freshness.ageMillis(nowMillis, table.newestMillis()) : null,
                whole(job, JobCounters.BATCHES),
                whole(job, JobCounters.ROWS),
                whole(job, JobCounters.BYTES),
                job == null ? null : ratio(rows, batches),
                job == null ? null : ratio(bytes, rows),
                whole(job, JobCounters.DEAD_LETTERS));
    }

    /** Returns the ratio of the growths; null if it is undefined. */
    private static Double ratio(RateMeter dividend, RateMeter divisor) {
        Double of = dividend.growth();
        Double by = divisor.growth();
        return of == null || by == null || by == 0 ? null : Double.valueOf(of / by);
    }

    private Long whole(JobCounters job, String metric) {
        Double number = job == null ? null : job.of(stream, metric);
        return number == null ? null : Long.valueOf(Math.round(number));
    }
}
