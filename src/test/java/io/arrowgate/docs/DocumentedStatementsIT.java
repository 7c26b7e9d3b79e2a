package io.arrowgate.docs;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.arrowgate.report.ReportTestBed;
import io.arrowgate.tools.local.SharedStack;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every {@code sql} block of the documentation on the tables of the built-in streams, without rows; DocumentationIT has some. */
class DocumentedStatementsIT {
    private static ReportTestBed bed;

    @BeforeAll
    static void createTables() throws Exception {
        bed = new ReportTestBed("sensors", "turnstiles");
    }

    static Stream<Arguments> statements() {
        return MarkdownPages.forUsers().stream()
                .flatMap(page -> CodeBlock.of(page).stream())
                .filter(block -> block.isIn("sql"))
                .flatMap(block -> block.statements().stream().map(statement -> Arguments.of(block, statement)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statementRuns(CodeBlock block, String statement) {
        assertThatCode(() -> SharedStack.queryIn(bed.database, statement))
                .as(block.toString())
                .doesNotThrowAnyException();
    }
}
