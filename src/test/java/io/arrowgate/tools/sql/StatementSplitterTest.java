package io.arrowgate.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementSplitterTest {
    @Test
    void semicolonsEndStatements() {
        StatementSplitter.Split split = StatementSplitter.split("SELECT 1;\n\n SELECT\n 2 ;; SELECT 3");

        assertThat(split.statements()).containsExactly("SELECT 1", "SELECT\n 2");
        assertThat(split.remainder()).isEqualTo("SELECT 3");
        assertThat(split.all()).containsExactly("SELECT 1", "SELECT\n 2", "SELECT 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s; ', \"x;y\", `;`",
                "SELECT 'a\\';b'",
                "SELECT 1 -- not; here",
                "SELECT 1 /* nor; here */ + 1",
                "SELECT 1 # nor; here",
                "SELECT $doc$a;'b$doc$"
            })
    void semicolonsInQuotesAndCommentsEndNothing(String statement) {
        assertThat(StatementSplitter.split(statement).statements()).isEmpty();
        assertThat(StatementSplitter.split(statement + "\n;").statements()).containsExactly(statement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'open; ", "SELECT 1 /* open; ", "SELECT 'a\\", "SELECT $x$ open; "})
    void openQuoteOrCommentContinuesTheStatement(String text) {
        StatementSplitter.Split split = StatementSplitter.split(text);

        assertThat(split.statements()).isEmpty();
        assertThat(split.remainder()).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "-- only a comment", "/* a; b */", ";"})
    void textWithoutCodeHasNoStatement(String text) {
        assertThat(StatementSplitter.split(text).all()).isEmpty();
    }
}
