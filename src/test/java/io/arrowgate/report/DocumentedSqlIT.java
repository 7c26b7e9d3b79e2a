package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every SQL block of the README and the docs as it is printed. */
class DocumentedSqlIT {
    private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\n");

    private static ReportTestBed bed;

    @BeforeAll
    static void tables() throws Exception {
        bed = new ReportTestBed("sensors", "turnstiles");
    }

    static List<String> statements() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<String> statements = new ArrayList<>();
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                for (String statement :
                        COMMENT.matcher(block.group(1)).replaceAll("").split(";\\s*\n", -1)) {
                    if (!statement.isBlank()) {
                        statements.add(statement.strip());
                    }
                }
            }
        }
        assertThat(statements).hasSizeGreaterThan(5);
        return statements;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void blockRuns(String statement) {
        SharedStack.queryIn(bed.database, statement);
    }
}
