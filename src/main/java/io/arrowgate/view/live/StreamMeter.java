package io.arrowgate.view.live;

import java.time.Duration;

/** Makes one stream's numbers out of the job's counters and the table's. */
final class StreamMeter {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    /** A batch of a few rows is mostly its schema: it must not outweigh the others. */
    private static final Duration SIZE_WINDOW = Duration.ofSeconds(30);

    private final String stream;
    private final Rate events = new Rate(WINDOW);
    private final Rate rows = new Rate(SIZE_WINDOW);
    private final Rate bytes = new Rate(SIZE_WINDOW);

    StreamMeter(String stream) {
        this.stream = stream;
    }

    String stream() {
        return stream;
    }

    /** Notes what the job has counted by now. */
    void note(long millis, JobNumbers job) {
        Double made = job.of(stream, JobNumbers.ROWS);
        Double broken = job.of(stream, JobNumbers.DEAD_LETTERS);
        events.note(millis, made == null ? null : Double.valueOf(made + (broken == null ? 0 : broken)));
        rows.note(millis, made);
        bytes.note(millis, job.of(stream, JobNumbers.BYTES));
    }

    /**
     * The numbers now.
     *
     * @param job null if Flink does not answer
     * @param table null if ClickHouse does not answer
     */
    StreamNumbers numbers(long nowMillis, JobNumbers job, TableNumbers table) {
        boolean counted = table != null && table.rows() > 0;
        return new StreamNumbers(
                job == null ? null : events.perSecond(),
                whole(job, JobNumbers.LAG),
                table == null ? null : Long.valueOf(table.rows()),
                counted ? Long.valueOf(Math.max(0, nowMillis - table.newestMillis())) : null,
                whole(job, JobNumbers.BATCHES),
                whole(job, JobNumbers.ROWS),
                whole(job, JobNumbers.BYTES),
                job == null ? null : bytesPerRow(),
                whole(job, JobNumbers.DEAD_LETTERS));
    }

    private Double bytesPerRow() {
        Double made = rows.growth();
        Double size = bytes.growth();
        return made == null || size == null || made == 0 ? null : Double.valueOf(size / made);
    }

    private Long whole(JobNumbers job, String metric) {
        Double number = job == null ? null : job.of(stream, metric);
        return number == null ? null : Long.valueOf(Math.round(number));
    }
}
