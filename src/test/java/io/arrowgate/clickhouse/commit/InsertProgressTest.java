package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.InlineContent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InsertProgressTest {
    private static final BatchCommittable BATCH = new BatchCommittable(
            BatchId.of("sensors/f/T/0:5-7,2:1-1/4"),
            BatchCommittable.NOT_RESTORED,
            Instant.EPOCH,
            Instant.parse("2024-05-01T00:00:00.000001Z"),
            new InlineContent(new byte[0]),
            BatchCommittable.TAKEN_UNKNOWN);

    @Test
    void tokenChangesAfterTwoInsertsWithoutVisibleRows() {
        InsertProgress progress = new InsertProgress(BATCH, Instant.MIN);
        assertThat(progress.token()).isEqualTo(BATCH.id().toString());
        progress.rowsAreAbsent();
        assertThat(progress.token()).isEqualTo(BATCH.id().toString());
        progress.rowsAreAbsent();
        assertThat(progress.token()).isEqualTo(BATCH.id() + "/again-1");
    }

    @Test
    void discardedTokenIsNotUsedAgain() {
        InsertProgress progress = new InsertProgress(BATCH, Instant.MIN);
        progress.discardToken();
        assertThat(progress.token()).isEqualTo(BATCH.id() + "/again-1");
    }

    @Test
    void queryIdIsTheSameInEveryProcess() {
        assertThat(InsertSender.queryId("`d`.`sensors`", BATCH))
                .isEqualTo("arrowgate-a0800ec5-11a5-389d-ab6d-c7275fd11ce6");
    }
}
