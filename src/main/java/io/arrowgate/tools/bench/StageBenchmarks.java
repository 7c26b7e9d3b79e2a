package io.arrowgate.tools.bench;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.bench.run.RowCounter;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.load.synthetic.SyntheticTurnstiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the stages of the hot path: decode; decode and append; decode, append and encode. Each includes the one before, so
 * that every stage gets its data as in the job. Scores are per event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StageBenchmarks {
    private static final int RECORDS = 50_000;
    private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
    private static final long TIMESTAMP = Instant.parse("2024-12-01T00:00:00Z").toEpochMilli();

    @Param({"sensors", "turnstiles", "lorawan"})
    private String stream;

    private final RecordHeaders headers = new RecordHeaders();
    private final RawRecord record = new RawRecord();
    private byte[][] values;
    private StreamDefinition definition;
    private RecordDecoder decoder;
    private RowBuffer row;
    private BufferAllocator allocator;
    private BatchBuilder batch;

    /**
     * Runs all stages, including those of the alerts, prints the scores, and writes them to {@code summary} as JSON.
     */
    public static void run(Path summary) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(StageBenchmarks.class.getName());
        options.include(AlertStageBenchmarks.class.getName());
        options.include(AnomalyDetectorBenchmarks.class.getName());
        options.resultFormat(ResultFormatType.JSON).result(summary.toString());
        new Runner(options.build()).run();
    }

    @Setup
    public void open() throws Exception {
        Path examples = Path.of(System.getProperty("arrowgate.home", "."), "examples", "streams");
        switch (stream) {
            case "sensors" ->
                open(StreamDefinitions.builtIn(stream), new SyntheticSensors(1_000, 1, START, Duration.ofSeconds(1)));
            case "turnstiles" -> open(StreamDefinitions.builtIn(stream), new SyntheticTurnstiles(5_000, 1, START));
            default ->
                open(
                        StreamDefinitions.read(examples.resolve(stream + ".yaml")),
                        repeated(examples.resolve("samples").resolve(stream + ".jsonl")));
        }
    }

    private static RecordSource repeated(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Iterator<String> records =
                Stream.generate(lines::stream).flatMap(stream -> stream).iterator();
        return () -> new KeyedRecord(null, records.next().getBytes(StandardCharsets.UTF_8));
    }

    private void open(StreamDefinition streamDefinition, RecordSource source) throws Exception {
        definition = streamDefinition;
        values = new byte[RECORDS][];
        for (int i = 0; i < RECORDS; i++) {
            values[i] = source.next().value();
        }
        decoder = RecordDecoders.of(definition);
        row = new RowBuffer(definition.columns().size());
        allocator = new RootAllocator(ArrowgateOptions.BATCH_ARROW_MEMORY
                .configOption()
                .defaultValue()
                .getBytes());
        BatchSettings settings = new BatchSettings(RECORDS, Duration.ofSeconds(1), 16 << 20, 64, allocator.getLimit());
        batch = new BatchBuilder(definition, settings, "AAAAAAAAAAAAAAAAAAAAAA", allocator);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public RowBuffer decode() {
        decode(new RowCounter());
        return row;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int decodeAndAppend() {
        batch.discard();
        decode(new BatchAppender(batch));
        return batch.rows();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public List<MicroBatch> decodeAppendAndEncode() {
        decodeAndAppend();
        return batch.drain();
    }

    @TearDown
    public void close() {
        batch.close();
        allocator.close();
    }

    private void decode(RowHandler rows) {
        for (int i = 0; i < RECORDS; i++) {
            decoder.decode(record.set(stream, 0, i, TIMESTAMP, null, values[i], headers), row, rows);
        }
    }
}
