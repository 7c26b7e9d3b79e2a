package io.arrowgate.tools.bench;

import io.arrowgate.alert.StandaloneSliceEvaluator;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.series.BucketKeys;
import io.arrowgate.batch.series.SeriesSlicer;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.batch.series.SeriesSlicesSerializer;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.bench.run.BenchRules;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures what alerts add to the hot path: slicing, serialization and rule evaluation, with the benchmark's five rules and 20
 * readings of each of 1,000 series between two flushes. Scores are per event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AlertStageBenchmarks {
    private static final int SERIES = 1_000;
    private static final int READINGS = 20;
    private static final int RECORDS = SERIES * READINGS;
    /**
     * Number of flushes that are prepared and evaluated repeatedly, each time with later timestamps. It is small because in the
     * job the messages are still in the CPU cache; with many, main memory would be measured.
     */
    private static final int FLUSHES = 4;

    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";

    private static final long ALL_MICROS = TimeUnit.SECONDS.toMicros(FLUSHES * READINGS);

    private final SeriesSlices[][] handOvers = new SeriesSlices[FLUSHES][];
    private final SeriesSlicesSerializer serializer = new SeriesSlicesSerializer();
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 16);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private BufferAllocator allocator;
    /** Contains the rows of the last flush. */
    private BatchBuilder batch;

    private SeriesSlicer cutter;
    private StandaloneSliceEvaluator evaluation;
    private int next;

    @Setup
    public void open() throws Exception {
        StreamDefinition definition = definition();
        RecordDecoder decoder = RecordDecoders.of(definition);
        RawRecord record = new RawRecord();
        RecordHeaders headers = new RecordHeaders();
        RowBuffer row = new RowBuffer(definition.columns().size());
        allocator = new RootAllocator(64 << 20);
        BatchSettings settings = new BatchSettings(RECORDS, Duration.ofSeconds(1), 16 << 20, 64, allocator.getLimit());
        batch = new BatchBuilder(definition, settings, TOPIC_ID, allocator);
        cutter = new SeriesSlicer(definition, batch, TOPIC_ID, 0, BucketKeys.legacy());
        evaluation = new StandaloneSliceEvaluator(definition);
        SyntheticSensors source =
                new SyntheticSensors(SERIES, 1, Instant.parse("2024-05-01T00:00:00Z"), Duration.ofSeconds(1));
        for (int i = 0; i < FLUSHES; i++) {
            batch.discard();
            for (int j = 0; j < RECORDS; j++) {
                byte[] reading = source.next().value();
                decoder.decode(
                        record.set(definition.topic(), 0, j, 0, null, reading, headers), row, new BatchAppender(batch));
            }
            List<SeriesSlices> messages = new ArrayList<>();
            cutter.cut(0, RECORDS, (message, bucket) -> messages.add(message));
            handOvers[i] = messages.toArray(SeriesSlices[]::new);
        }
    }

    @TearDown
    public void close() {
        batch.close();
        allocator.close();
    }

    private static StreamDefinition definition() throws IOException {
        try (InputStream builtIn = AlertStageBenchmarks.class.getResourceAsStream("/streams/sensors.yaml")) {
            String yaml = BenchRules.replaceIn(new String(builtIn.readAllBytes(), StandardCharsets.UTF_8));
            return StreamDefinitions.read(
                    new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "sensors.yaml of the bench");
        }
    }

    /** Advances to the next flush and moves the timestamps of the previous one forward. */
    @Setup(Level.Invocation)
    public void turn() {
        next = (next + 1) % FLUSHES;
        for (SeriesSlices slices : handOvers[next]) {
            for (int i = 0; i < slices.rows(); i++) {
                slices.timesMicros()[i] += ALL_MICROS;
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void cut(Blackhole messages) {
        cutter.cut(0, RECORDS, (message, bucket) -> messages.consume(message));
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void overTheWire(Blackhole read) throws IOException {
        for (SeriesSlices slices : handOvers[next]) {
            out.clear();
            serializer.serialize(slices, out);
            in.setBuffer(out.getSharedBuffer(), 0, out.length());
            read.consume(serializer.deserialize(in));
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void judge(Blackhole alerts) {
        for (SeriesSlices slices : handOvers[next]) {
            evaluation.evaluate(slices, 0, (Alert alert) -> alerts.consume(alert));
        }
    }
}
