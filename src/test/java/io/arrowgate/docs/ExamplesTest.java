package io.arrowgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the readers and writers of the examples without running them, which {@code examples/check} does. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern PYTHON_PIN = Pattern.compile("([a-z-]+)==([0-9.]+)");
    /** A module that go.mod requires directly; the others have the comment {@code indirect}. */
    private static final Pattern GO_PIN = Pattern.compile("(?m)^\\t\\S+/(franz-go|arrow-go)(?:/v\\d+)? v([0-9.]+)$");

    private final String page = Files.readString(Path.of("docs/arrow-over-kafka.md"));

    ExamplesTest() throws IOException {}

    @Test
    void examplesHaveAtMostFortyLines() throws IOException {
        assertThat(programs()).isNotEmpty().allSatisfy(program -> assertThat(Files.readAllLines(program))
                .hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void pageNamesEveryExample() throws IOException {
        assertThat(programs())
                .map(ExamplesTest::name)
                .filteredOn(name -> !page.contains(name))
                .isEmpty();
    }

    /** Shows that the page has the results of a run with the pinned versions. */
    @Test
    void pageHasPinnedVersions() throws IOException {
        Map<String, String> versions = pins();

        assertThat(versions).containsKeys("pyarrow", "kafkajs", "franz-go", "arrow-go");
        assertThat(versions.entrySet())
                .filteredOn(pin -> !page.contains(pin.getKey() + " " + pin.getValue()))
                .isEmpty();
    }

    /** Returns the version of each direct dependency; one without an exact version fails. */
    private static Map<String, String> pins() throws IOException {
        Map<String, String> pins = new TreeMap<>();
        for (String line : Files.readAllLines(EXAMPLES.resolve("requirements.txt"))) {
            assertThat(line).matches(PYTHON_PIN);
            pins.put(line.split("==", -1)[0], line.split("==", -1)[1]);
        }
        new ObjectMapper()
                .readTree(EXAMPLES.resolve("package.json").toFile())
                .get("dependencies")
                .properties()
                .forEach(library -> {
                    assertThat(library.getValue().asText()).matches("[0-9.]+");
                    pins.put(library.getKey(), library.getValue().asText());
                });
        for (MatchResult module : matches(GO_PIN, Files.readString(EXAMPLES.resolve("go.mod")))) {
            pins.put(module.group(1), module.group(2));
        }
        return pins;
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static List<Path> programs() throws IOException {
        try (Stream<Path> readers = Files.walk(EXAMPLES.resolve("readers"));
                Stream<Path> writers = Files.walk(EXAMPLES.resolve("writers"))) {
            return Stream.concat(readers, writers)
                    .filter(path -> path.toString().matches(".*\\.(py|mjs|go|java)"))
                    .toList();
        }
    }

    /** Returns the name of a file, or of its folder for a Go program, which has several files. */
    private static String name(Path program) {
        return program.toString().endsWith(".go")
                ? EXAMPLES.relativize(program.getParent()).toString()
                : program.getFileName().toString();
    }
}
