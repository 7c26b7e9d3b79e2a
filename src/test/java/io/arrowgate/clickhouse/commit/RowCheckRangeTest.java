package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.InlineContent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCheckRangeTest {
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private static BatchCommittable batch(String ranges, int hour) {
        return new BatchCommittable(
                BatchId.of("sensors/f/T/" + ranges + "/9"),
                BatchCommittable.NOT_RESTORED,
                NOON.plusSeconds(hour * 3600L),
                NOON.plusSeconds(hour * 3600L + 60),
                new InlineContent(new byte[0]),
                BatchCommittable.TAKEN_UNKNOWN);
    }

    @Test
    void neighborsAreOneRangeWithTheEventTimesOfBoth() {
        assertThat(RowCheckRange.of(List.of(batch("0:105-199.7,1:0-9", 3), batch("0:0-99", 1))))
                .extracting(range -> range.rows().toString())
                .containsExactly("0:0-199.7", "1:0-9");
        assertThat(RowCheckRange.of(List.of(batch("0:105-199.7,1:0-9", 3), batch("0:0-99", 1))))
                .first()
                .satisfies(range -> {
                    assertThat(range.earliest()).isEqualTo(NOON.plusSeconds(3600));
                    assertThat(range.latest()).isEqualTo(NOON.plusSeconds(3 * 3600 + 60));
                });
    }

    @Test
    void gapThatIsLongerThanTheNextRangeSeparates() {
        assertThat(RowCheckRange.of(List.of(batch("0:0-99", 1), batch("0:200-298", 1))))
                .hasSize(2);
        assertThat(RowCheckRange.of(List.of(batch("0:0-99", 1), batch("0:200-299", 1))))
                .hasSize(1);
    }

    @Test
    void rangeWithinAnotherKeepsItsEnd() {
        assertThat(RowCheckRange.of(List.of(batch("0:0-99", 1), batch("0:10-19", 1))))
                .extracting(range -> range.rows().toString())
                .containsExactly("0:0-99");
    }
}
