package io.arrowgate.stream.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "metrics[0].value",
                "[0]",
                "[1][2].a",
                "a.\"b.c\"[3]",
                "\"a.b\"",
                "Temp [C]",
                "a. b",
                "*",
                "a.\"*\""
            })
    void pathIsWrittenAsItIsRead(String text) {
        FieldPath path = FieldPath.parse(text);

        assertThat(FieldPath.parse(path.toString())).isEqualTo(path);
        assertThat(path.isNested()).isEqualTo(!text.matches("a|\"a.b\"|Temp.*|\\*"));
    }

    @ParameterizedTest
    @CsvSource({
        "a..b, position 3: a name is missing",
        "a., position 3: a name is missing",
        ".a, position 1: a name is missing",
        "'', position 1: a name is missing",
        "a.[0], position 3: a name is missing",
        "a[x].b, position 2: [ must be followed by an index from 0 to 9999 and ]",
        "a[0, position 2: [ must be followed by an index from 0 to 9999 and ]",
        "a[-1], position 2: [ must be followed by an index from 0 to 9999 and ]",
        "a[12345], position 2: [ must be followed by an index from 0 to 9999 and ]",
        "a[0]b, position 5: a dot or [ must follow",
        "a.*, position 3: * is not the name of a field",
        "*.a, position 1: * is not the name of a field",
        "'a.\"b', position 3: the quote is not closed",
    })
    void errorHasPosition(String text, String message) {
        assertThatThrownBy(() -> FieldPath.parse(text))
                .hasMessage(message + "; put the name in quotes if it is not a path");
    }

    @Test
    void quotedNameIsLiteral() {
        assertThat(FieldPath.literalName("\"a.b\"")).isEqualTo("a.b");
        assertThat(FieldPath.literalName("\"a\".\"b\"")).isEqualTo("\"a\".\"b\"");
        assertThat(FieldPath.literalName("a.b")).isEqualTo("a.b");
    }
}
