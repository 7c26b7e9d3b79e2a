package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.stream.StreamDefinitions;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Pins the schemas of the built-in streams: topics and batch ids contain them, so a change breaks consumers. */
class ArrowSchemasTest {
    @Test
    void schemaOfSensorsIsUnchanged() {
        Schema schema = ArrowSchemas.of(StreamDefinitions.builtIn("sensors"));

        assertThat(schema.getFields().stream().map(ArrowSchemasTest::show))
                .containsExactly(
                        "device Int(32, true) dictionary",
                        "ts Timestamp(MICROSECOND, UTC)",
                        "cpu_used FloatingPoint(SINGLE) nullable %",
                        "cpu_free FloatingPoint(SINGLE) nullable %",
                        "memory_used FloatingPoint(SINGLE) nullable %",
                        "memory_free FloatingPoint(SINGLE) nullable %",
                        "run_elapsed_ms Int(32, true) nullable ms",
                        "_topic_id Int(32, true) dictionary",
                        "_partition Int(32, true)",
                        "_offset Int(64, true)",
                        "_row Int(32, true)",
                        "_ingested_at Timestamp(MILLISECOND, UTC)");
    }

    @Test
    void withoutDictionariesStringsAreUtf8() throws Exception {
        Schema schema = ArrowSchemas.of(BatchFixtures.stream(BatchFixtures.ALL_TYPES + "arrow: {dictionaries: false}"));

        assertThat(schema.getFields())
                .allSatisfy(field -> assertThat(field.getDictionary()).isNull());
        assertThat(List.of("word", "text", LineageColumns.TOPIC_ID))
                .allSatisfy(name -> assertThat(schema.findField(name).getType()).isEqualTo(ArrowType.Utf8.INSTANCE));
    }

    @Test
    void fingerprintsOfBuiltInStreamsAreUnchanged() {
        assertThat(fingerprint("sensors")).isEqualTo("3e92b6a232126f1f");
        assertThat(fingerprint("turnstiles")).isEqualTo("06adc5af29e2d108");
    }

    private static String fingerprint(String stream) {
        return ArrowSchemas.fingerprint(ArrowSchemas.of(StreamDefinitions.builtIn(stream)));
    }

    private static String show(Field field) {
        String unit = field.getMetadata().get("unit");
        return field.getName() + " " + field.getType() + (field.getDictionary() == null ? "" : " dictionary")
                + (field.isNullable() ? " nullable" : "") + (unit == null ? "" : " " + unit);
    }
}
