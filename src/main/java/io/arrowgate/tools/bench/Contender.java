package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.alternative.JdbcSinkJob;
import io.arrowgate.tools.bench.alternative.JsonEachRowMain;
import io.arrowgate.tools.bench.alternative.RowBinarySinkJob;
import io.arrowgate.tools.local.cluster.JobJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Lists what {@code bench --compare} compares. */
public enum Contender {
    ARROWGATE("Arrowgate, exactly once"),
    JSON_EACH_ROW("consumer, JSONEachRow"),
    JDBC("Flink, JDBC sink"),
    ROW_BINARY("Flink, client-v2, RowBinary");

    /** Rows per insert that are compared. */
    static final List<Integer> ROWS_PER_INSERT = List.of(10_000, 50_000);

    private static final List<Integer> SMALL_ONLY = ROWS_PER_INSERT.subList(0, 1);

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean isAlternative() {
        return this != ARROWGATE;
    }

    /** Returns the rows per insert to measure. The JDBC sink does not gain from more than 10,000. */
    List<Integer> rowsPerInsert() {
        return this == JDBC ? SMALL_ONLY : ROWS_PER_INSERT;
    }

    /** Starts the process that runs it. */
    JobProcess start(int slots, Path dir) throws IOException {
        return switch (this) {
            case ARROWGATE -> JobProcess.start(JobJar.path(), slots, dir);
            case JSON_EACH_ROW -> JobProcess.start(label, dir, List.of(JsonEachRowMain.class.getName()));
            case JDBC -> flinkJob(JdbcSinkJob.class, slots, dir);
            case ROW_BINARY -> flinkJob(RowBinarySinkJob.class, slots, dir);
        };
    }

    private JobProcess flinkJob(Class<?> job, int slots, Path dir) throws IOException {
        return JobProcess.start(
                label, dir, List.of(JarJobMain.class.getName(), job.getName(), Integer.toString(slots)));
    }
}
