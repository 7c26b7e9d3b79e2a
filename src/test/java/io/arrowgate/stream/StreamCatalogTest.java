package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that an invalid definition is an error only for its own stream. */
class StreamCatalogTest {
    private static final String DOORS = """
            name: doors
            format: json
            event-time: {column: ts}
            series-key: [id]
            columns:
              - {name: id, type: string, required: true}
              - {name: ts, type: timestamp, required: true}
            """;

    @TempDir
    private Path dir;

    private StreamCatalog catalog(String file, String text) throws Exception {
        Files.writeString(dir.resolve("doors.yaml"), DOORS);
        Files.writeString(dir.resolve(file), text);
        return StreamCatalog.read(dir);
    }

    @Test
    void invalidDefinitionOfUnusedStreamWarnsWithFileAndReason() throws Exception {
        StreamCatalog catalog = catalog("odd.yaml", "name: windows\nformat: xml\n");

        assertThat(catalog.named(List.of("doors", "sensors")))
                .extracting(StreamDefinition::name)
                .containsExactly("doors", "sensors");
        assertThat(catalog.warnings())
                .singleElement()
                .asString()
                .contains("stream 'windows'", "odd.yaml, line 2", "xml");
    }

    @Test
    void invalidDefinitionOfUsedStreamFailsWithFileAndReason() throws Exception {
        StreamCatalog catalog = catalog("odd.yaml", "name: windows\nformat: xml\n");

        assertThatThrownBy(() -> catalog.named(List.of("windows")))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("odd.yaml, line 2");
    }

    @Test
    void builtInStreamDoesNotReplaceInvalidDefinition() throws Exception {
        StreamCatalog catalog = catalog("mine.yaml", "# ours\nname: 'sensors'\nformat: [");

        assertThat(catalog.streams()).containsOnlyKeys("turnstiles", "doors");
        assertThatThrownBy(() -> catalog.named(List.of("sensors"))).hasMessageContaining("mine.yaml");
    }

    @Test
    void fileWithoutNameKeyUsesFileName() throws Exception {
        StreamCatalog catalog = catalog("windows.yml", "\u0000 no YAML: [");

        assertThatThrownBy(() -> catalog.named(List.of("windows"))).hasMessageContaining("windows.yml");
    }
}
