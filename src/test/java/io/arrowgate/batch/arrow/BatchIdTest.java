package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.arrowgate.batch.BatchFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdTest {
    private static final String TEXT =
            "sensors/9a67370ac061365c/AAAAAAAAAAAAAAAAAAAAAQ/0:7-7,2:100-9223372036854775807/3";

    @Test
    void idIsParsedFromItsText() {
        BatchId id = BatchId.of(TEXT);

        assertThat(id.stream()).isEqualTo("sensors");
        assertThat(id.schema()).isEqualTo("9a67370ac061365c");
        assertThat(id.topicId()).isEqualTo(BatchFixtures.TOPIC_ID);
        assertThat(id.ranges()).containsExactly(new OffsetRange(0, 7, 7), new OffsetRange(2, 100, Long.MAX_VALUE));
        assertThat(id.rows()).isEqualTo(3);
        assertThat(id).hasToString(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c/0:1-2", "a/b/c/0:1-2/3/4", "a/b/c//1", "a/b/c/0:1-2/x", "a/b/c/0:1-2/0"})
    void invalidIdIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BatchId.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0:1",
                ":1-2",
                "0:2-1",
                "0:-1-2",
                "-1:1-2",
                "0:1-x",
                "0:1-2-3",
                "0:1-9223372036854775808"
            })
    void invalidOffsetRangeIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OffsetRange.of(text));
    }

    @Test
    void idWithoutRowsOrRangesIsRejected() {
        List<OffsetRange> ranges = List.of(new OffsetRange(0, 0, 0));

        assertThatIllegalArgumentException().isThrownBy(() -> new BatchId("s", "f", "t", ranges, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchId("s", "f", "t", List.of(), 1));
    }
}
