package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.BatchId;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTableTest {
    private static final PendingBatch BATCH = new PendingBatch(
            BatchId.of("sensors/f/T/0:5-7,2:1-1/4"),
            PendingBatch.NOT_RESTORED,
            Instant.EPOCH,
            Instant.parse("2024-05-01T00:00:00.000001Z"),
            new InlineContent(new byte[0]),
            PendingBatch.TAKEN_UNKNOWN);

    private final BatchTable table = new BatchTable("db", StreamDefinitions.builtIn("sensors"));

    @Test
    void rowCheckAsksForTheBatchsRangesAndTimes() {
        assertThat(table.rowCheckQuery(BATCH))
                .isEqualTo("SELECT toUInt64(count()), groupArray(p), groupArray(o) FROM ("
                        + "SELECT `_partition` AS p, `_offset` AS o FROM `db`.`sensors` WHERE `_topic_id` = 'T'"
                        + " AND (`_partition` = 0 AND `_offset` BETWEEN 5 AND 7"
                        + " OR `_partition` = 2 AND `_offset` BETWEEN 1 AND 1)"
                        + " AND `ts` BETWEEN fromUnixTimestamp64Micro(0, 'UTC')"
                        + " AND fromUnixTimestamp64Micro(1714521600000001, 'UTC')"
                        + taken(0, 5, 7)
                        + taken(2, 1, 1)
                        + ")");
    }

    @Test
    void highWaterAsksForPartitionsInOrder() {
        assertThat(table.highWaterQuery("it's", List.of(3, 1)))
                .isEqualTo(
                        "SELECT toUInt64(count()), groupArray(p), groupArray(o) FROM ("
                                + "SELECT `_partition` AS p, max(`_offset`) AS o FROM `db`.`sensors` WHERE `_topic_id` = 'it\\'s'"
                                + " AND `_partition` IN (1, 3) GROUP BY `_partition`"
                                + " UNION ALL SELECT `_partition`, max(`last_offset`) FROM `db`.`archived_offsets`"
                                + " WHERE `table` = 'sensors' AND `_topic_id` = 'it\\'s' AND `_partition` IN (1, 3) GROUP BY `_partition`)");
    }

    private static String taken(int partition, int first, int last) {
        return (" UNION ALL SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, %2$d), least(`last_offset`, %3$d) + 1))"
                        + " FROM `db`.`archived_offsets` WHERE `table` = 'sensors' AND `_topic_id` = 'T'"
                        + " AND `_partition` = %1$d AND `first_offset` <= %3$d AND `last_offset` >= %2$d")
                .formatted(partition, first, last);
    }

    @Test
    void tokenIsTheBatchIdUntilItIsBurntAndTheQueryIdNeverChanges() {
        assertThat(BatchInserter.token(BATCH, 0)).isEqualTo(BATCH.id().toString());
        assertThat(BatchInserter.token(BATCH, 1)).isEqualTo(BATCH.id().toString());
        assertThat(BatchInserter.token(BATCH, 2)).isEqualTo(BATCH.id() + "/again-1");
        assertThat(BatchInserter.queryId(BATCH)).isEqualTo("arrowgate-a039091c-8ed0-32d1-8e5d-8fceb37f5275");
    }
}
