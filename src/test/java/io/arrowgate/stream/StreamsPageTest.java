package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.EventTimeDefinition;
import io.arrowgate.stream.column.RecordFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks docs/streams.md against the code. */
class StreamsPageTest {
    private static final Pattern KEY = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");
    private static final Pattern DEFINITION = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page = read(Path.of("docs/streams.md"));

    @Test
    void tablesListDefinitionKeysInOrder() {
        List<String> keys = new ArrayList<>();
        keys.addAll(keys("", StreamDefinition.class));
        keys.addAll(keys("event-time.", EventTimeDefinition.class));
        keys.addAll(keys("columns.", ColumnDefinition.class));
        keys.addAll(keys("csv-dialect.", CsvDialect.class));
        keys.addAll(keys("counters.", CounterColumns.class));
        keys.addAll(keys("arrow.", ArrowTopic.class));
        keys.addAll(keys("clickhouse.", TableOptions.class));
        keys.addAll(keys("roll-ups.", RollupDefinition.class));

        assertThat(KEY.matcher(page).results().map(found -> found.group(1))).containsExactlyElementsOf(keys);
    }

    @Test
    void pageNamesEveryFormatAndType() {
        for (Class<? extends Enum<?>> names : List.of(RecordFormat.class, ColumnType.class, ArrowFraming.class)) {
            for (Enum<?> name : names.getEnumConstants()) {
                assertThat(page).contains("`" + annotation(name) + "`");
            }
        }
        assertThat(page)
                .contains(ColumnDefinition.EPOCH_UNITS.keySet().stream()
                        .map(format -> "`" + format + "`")
                        .toArray(String[]::new));
    }

    @Test
    void everyDefinitionOnPageIsValid() throws IOException {
        List<String> definitions = DEFINITION
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```yaml\n", "").replace("```", ""))
                .toList();

        assertThat(definitions).isNotEmpty();
        for (String definition : definitions) {
            assertThat(StreamDefinitions.read(
                            new ByteArrayInputStream(definition.getBytes(StandardCharsets.UTF_8)), definition))
                    .isNotNull();
        }
    }

    /** Returns the property names that Jackson reads, of the constructor that declares them. */
    private static List<String> keys(String prefix, Class<?> part) {
        for (Constructor<?> constructor : part.getDeclaredConstructors()) {
            List<String> names = Arrays.stream(constructor.getParameters())
                    .map(StreamsPageTest::annotation)
                    .toList();
            if (!names.contains("")) {
                return names.stream().map(name -> prefix + name).toList();
            }
        }
        throw new AssertionError(part + " has no constructor that is read");
    }

    private static String annotation(Parameter parameter) {
        JsonProperty property = parameter.getAnnotation(JsonProperty.class);
        return property == null ? "" : property.value();
    }

    private static String annotation(Enum<?> constant) {
        try {
            return constant.getDeclaringClass()
                    .getField(constant.name())
                    .getAnnotation(JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
