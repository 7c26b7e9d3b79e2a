package io.arrowgate.tools.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.batch.arrow.ArrowSchemas;
import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.synthetic.DefinitionRecordSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Describes the Arrow schema, the tables and a sample record of a stream definition as text. */
public final class DefinitionSummary {
    private static final String DATABASE = "default";
    private static final String INDENT = "  ";

    /** Event time of the sample record, unless the stream allows other times only. */
    private static final Instant EXAMPLE_TIME = Instant.parse("2024-05-01T12:00:00.123456Z");

    private DefinitionSummary() {}

    public static List<String> lines(String origin, StreamDefinition stream) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: stream %s is valid".formatted(origin, stream.name()));
        Schema schema = ArrowSchemas.of(stream);
        lines.add("");
        lines.add(
                "Arrow, topic %s, fingerprint %s".formatted(stream.arrow().topic(), ArrowSchemas.fingerprint(schema)));
        for (int i = 0; i < schema.getFields().size(); i++) {
            lines.add(INDENT + field(schema.getFields().get(i), stream, i));
        }
        lines.add("");
        lines.add("ClickHouse");
        TableDdl.createTable(DATABASE, stream).lines().forEach(line -> lines.add(INDENT + line));
        if (!stream.rollUps().isEmpty()) {
            lines.add(INDENT + "derived tables: "
                    + String.join(
                            ", ",
                            stream.rollUps().stream()
                                    .map(RollupDefinition::table)
                                    .toList()));
        }
        lines.add("");
        lines.add("Times, as the formats read them");
        TemporalExamples.lines(stream, exampleTime(stream)).forEach(line -> lines.add(INDENT + line));
        lines.add("");
        lines.add("Sample record of topic %s".formatted(stream.topic()));
        lines.add(INDENT + example(stream));
        return lines;
    }

    private static String field(Field field, StreamDefinition stream, int column) {
        // Strings are all that is dictionary-encoded; the type of such a field is that of its indices.
        String type =
                field.getDictionary() == null ? field.getType().toString() : "dictionary of Utf8 by " + field.getType();
        String unit =
                column < stream.columns().size() ? stream.columns().get(column).unit() : null;
        return "%s: %s%s%s"
                .formatted(
                        field.getName(), type, field.isNullable() ? "" : ", not null", unit == null ? "" : ", " + unit);
    }

    private static Instant exampleTime(StreamDefinition stream) {
        return EXAMPLE_TIME.isBefore(stream.eventTime().earliest())
                        || !EXAMPLE_TIME.isBefore(stream.eventTime().latest())
                ? stream.eventTime().earliest()
                : EXAMPLE_TIME;
    }

    private static String example(StreamDefinition stream) {
        DefinitionRecordSource records =
                new DefinitionRecordSource(stream, 1, 1, exampleTime(stream), Duration.ofSeconds(1));
        return new String(records.next().value(), UTF_8);
    }
}
