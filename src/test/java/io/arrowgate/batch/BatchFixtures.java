package io.arrowgate.batch;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Holds records, settings and readers that the tests of this package share. */
public final class BatchFixtures {
    public static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";
    public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
    public static final long TIMESTAMP = 1_714_600_000_000L;

    /** Stream with a required and an optional column of every type. */
    public static final String ALL_TYPES = """
            name: everything
            format: json
            event-time: {column: ts}
            series-key: [id]
            columns:
              - {name: id, type: string, required: true}
              - {name: ts, type: timestamp, required: true}
              - {name: word, type: string, dictionary: true}
              - {name: text, type: string}
              - {name: flag, type: boolean}
              - {name: i32, type: int32}
              - {name: i64, type: int64, unit: B}
              - {name: f32, type: float32}
              - {name: f64, type: float64}
              - {name: day, type: date}
            """;

    private BatchFixtures() {}

    public static StreamDefinition stream(String yaml) throws IOException {
        return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test");
    }

    public static BatchSettings settings(int maxRows, int maxBytes, int maxDays) {
        return new BatchSettings(maxRows, Duration.ofSeconds(1), maxBytes, maxDays, 64 << 20);
    }

    public static RawRecord record(int partition, long offset, String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new RawRecord()
                .set("raw", partition, offset, TIMESTAMP, null, bytes, new RecordHeaders().add("h", new byte[] {1, 2}));
    }

    public static String reading(String device, int second) {
        return "{\"device\":\"%s\",\"ts\":\"2024-05-01T12:00:%02dZ\",\"cpu_used\":%d.5}"
                .formatted(device, second % 60, second);
    }

    /** Returns the rows of one IPC stream by column name, with dictionaries decoded. */
    public static List<Map<String, Object>> rows(MicroBatch batch) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        new ByteArrayInputStream(batch.bytes()), allocator, CommonsCompressionFactory.INSTANCE)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            reader.loadNextBatch();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            for (int i = 0; i < root.getRowCount(); i++) {
                rows.add(new LinkedHashMap<>());
            }
            for (FieldVector vector : root.getFieldVectors()) {
                var encoding = vector.getField().getDictionary();
                try (ValueVector values =
                        encoding == null ? null : DictionaryEncoder.decode(vector, reader.lookup(encoding.getId()))) {
                    ValueVector decoded = values == null ? vector : values;
                    for (int i = 0; i < root.getRowCount(); i++) {
                        rows.get(i).put(vector.getName(), text(decoded.getObject(i)));
                    }
                }
            }
            if (reader.loadNextBatch()) {
                throw new AssertionError("more than one record batch");
            }
            return rows;
        }
    }

    private static Object text(Object value) {
        return value instanceof org.apache.arrow.vector.util.Text ? value.toString() : value;
    }
}
