package io.arrowgate.stream.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {
    @Test
    void patternHasTextsAroundParts() {
        KeyPattern pattern = KeyPattern.parse("s/{site}/d-{device_id}");

        assertThat(pattern.texts()).containsExactly("s/", "/d-", "");
        assertThat(pattern.names()).containsExactly("site", "device_id");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, position 1: has no part such as {device}",
        "'', position 1: has no part such as {device}",
        "{a}{b}, position 4: text must separate parts",
        "{a}/{A b}, position 6: is not a name",
        "{a}/{}, position 6: is not a name",
        "{a}/{a}, position 6: is duplicated",
        "x/{a, position 3: the brace has no counterpart",
        "x}/{a}, position 2: the brace has no counterpart",
    })
    void errorHasPosition(String pattern, String problem) {
        assertThatThrownBy(() -> KeyPattern.parse(pattern)).hasMessage("key-pattern: '" + pattern + "', " + problem);
    }
}
