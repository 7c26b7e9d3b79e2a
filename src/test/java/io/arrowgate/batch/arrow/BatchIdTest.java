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
        assertThat(id.ranges())
                .containsExactly(RowRange.ofFirstRows(0, 7, 7), RowRange.ofFirstRows(2, 100, Long.MAX_VALUE));
        assertThat(id.rows()).isEqualTo(3);
        assertThat(id).hasToString(TEXT);
    }

    @Test
    void idNamesRowsInTheMiddleOfRecords() {
        BatchId id = BatchId.of("sensors/f/t/0:7.2-7.9,1:5-8.1/12");

        assertThat(id.ranges())
                .containsExactly(
                        new RowRange(0, new RowPosition(7, 2), new RowPosition(7, 9)),
                        new RowRange(1, new RowPosition(5, 0), new RowPosition(8, 1)));
        assertThat(id).hasToString("sensors/f/t/0:7.2-7.9,1:5-8.1/12");
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
                "0:1-9223372036854775808",
                "0:1.1-1",
                "0:1.-2",
                "0:1.-1-2",
                "0:1-2.2147483648"
            })
    void invalidRowRangeIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RowRange.of(text));
    }

    @Test
    void idWithoutRowsOrRangesIsRejected() {
        List<RowRange> ranges = List.of(RowRange.ofFirstRows(0, 0, 0));

        assertThatIllegalArgumentException().isThrownBy(() -> new BatchId("s", "f", "t", ranges, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchId("s", "f", "t", List.of(), 1));
    }
}
