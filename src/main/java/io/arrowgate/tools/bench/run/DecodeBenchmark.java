package io.arrowgate.tools.bench.run;

import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Measures the CPU time of decoding alone, warmed up by the previous runs. */
public final class DecodeBenchmark {
    private static final int RECORDS = 10_000;
    private static final int PASSES = 300;

    private DecodeBenchmark() {}

    /** Returns this thread's CPU nanoseconds per sensor event. */
    public static double cpuNanosPerEvent() {
        StreamDefinition stream = StreamDefinitions.builtIn("sensors");
        SyntheticSensors source =
                new SyntheticSensors(100, 1, Instant.parse("2024-05-01T00:00:00Z"), Duration.ofSeconds(1));
        byte[][] values = new byte[RECORDS][];
        for (int i = 0; i < RECORDS; i++) {
            values[i] = source.next().value();
        }
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowBuffer row = new RowBuffer(stream.columns().size());
        RawRecord record = new RawRecord();
        RecordHeaders headers = new RecordHeaders();
        RowCounter rows = new RowCounter();
        long timestamp = Instant.parse("2024-05-02T00:00:00Z").toEpochMilli();
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int pass = 0; pass < PASSES; pass++) {
            for (byte[] value : values) {
                decoder.decode(record.set(stream.topic(), 0, 0, timestamp, null, value, headers), row, rows);
            }
        }
        return (double) (threads.getCurrentThreadCpuTime() - start) / rows.rows();
    }
}
