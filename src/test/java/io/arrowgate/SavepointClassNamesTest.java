package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that every class of the job that a committed savepoint names is still loadable under that name. */
class SavepointClassNamesTest {
    private static final List<Path> SAVEPOINTS =
            List.of(Path.of("src/test/resources/savepoints"), Path.of("src/test/resources/alert-savepoints"));
    private static final Pattern CLASS_NAME = Pattern.compile("io\\.arrowgate(?:\\.[a-z]+)*\\.[A-Z][\\w$]*");

    @Test
    void classesOfCommittedSavepointsAreLoadable() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path folder : SAVEPOINTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                    CLASS_NAME.matcher(bytes).results().map(MatchResult::group).forEach(names::add);
                }
            }
        }

        assertThat(names).isNotEmpty().allSatisfy(name -> assertThatCode(() -> Class.forName(name))
                .doesNotThrowAnyException());
    }
}
