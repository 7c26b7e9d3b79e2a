package io.arrowgate.tools.live.sample;

import java.time.Duration;

/** Makes one stream's numbers out of the job's counters and the table's. */
public final class StreamMeter {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    /** A batch of a few rows is mostly its schema: it must not outweigh the others. */
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

    /** Notes what the job has counted by now. */
    public void record(long millis, JobCounters job) {
        Double made = job.of(stream, JobCounters.ROWS);
        Double broken = job.of(stream, JobCounters.DEAD_LETTERS);
        events.record(millis, made == null ? null : Double.valueOf(made + (broken == null ? 0 : broken)));
        rows.record(millis, made);
        bytes.record(millis, job.of(stream, JobCounters.BYTES));
    }

    /**
     * The numbers now.
     *
     * @param job null if Flink does not answer
     * @param table null if ClickHouse does not answer
     */
    public StreamStats numbers(long nowMillis, JobCounters job, TableStats table) {
        boolean counted = table != null && table.rows() > 0;
        return new StreamStats(
                job == null ? null : events.perSecond(),
                whole(job, JobCounters.LAG),
                table == null ? null : Long.valueOf(table.rows()),
                counted ? Long.valueOf(Math.max(0, nowMillis - table.newestMillis())) : null,
                whole(job, JobCounters.BATCHES),
                whole(job, JobCounters.ROWS),
                whole(job, JobCounters.BYTES),
                job == null ? null : bytesPerRow(),
                whole(job, JobCounters.DEAD_LETTERS));
    }

    private Double bytesPerRow() {
        Double made = rows.growth();
        Double size = bytes.growth();
        return made == null || size == null || made == 0 ? null : Double.valueOf(size / made);
    }

    private Long whole(JobCounters job, String metric) {
        Double number = job == null ? null : job.of(stream, metric);
        return number == null ? null : Long.valueOf(Math.round(number));
    }
}
