package io.arrowgate.tools.bench.alternative;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Inserts the events as RowBinary, which ClickHouse's client writes from objects, as the official connector does. */
public final class RowBinarySinkJob {
    private RowBinarySinkJob() {}

    /** Executes the job; arguments as in {@link AlternativeOptions}. */
    public static void main(String[] args) throws Exception {
        AlternativeOptions options = AlternativeOptions.of(args);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        ReadingSource.read(environment, options)
                // The settings are not serializable.
                .sinkTo(context -> new RowBinaryWriter(AlternativeOptions.of(args)))
                .name("insert");
        environment.execute();
    }
}
