package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the example streams are complete and short. */
class ExampleDefinitionsTest {
    private static final int MAX_LINES = 25;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples/streams"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleHasRollUpsAndAlertRuleInFewLines(Path file) throws IOException {
        StreamDefinition stream = StreamDefinitions.read(file);

        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MAX_LINES);
        assertThat(stream.rollUps()).isNotEmpty();
        assertThat(stream.alerts()).isNotEmpty();
        assertThat(file.getFileName()).hasToString(stream.name() + ".yaml");
    }
}
