package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.BatchId;
import io.arrowgate.batch.MicroBatch;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Instant;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ClickHouseSinkTest {
    private static final MicroBatch FIRST = batch("s/f/T/0:0-9/10");
    private static final MicroBatch SECOND = batch("s/f/T/0:10-19/10");

    private static MicroBatch batch(String id) {
        return new MicroBatch(BatchId.of(id), Instant.EPOCH, Instant.EPOCH, new byte[] {1});
    }

    @Test
    void sinkTravelsToTheTaskManagersAsItIs() throws Exception {
        ClickHouseSink sink = new ClickHouseSink(
                StreamDefinitions.builtIn("turnstiles"), SinkTestBed.settings("http://clickhouse:8123", "db"));
        assertThat(InstantiationUtil.clone(sink)).isEqualTo(sink);
    }

    @Test
    void writerHandsOverABatchOnceInOrderAndWithTheCheckpointItCameFrom() {
        BatchWriter writer = new BatchWriter(7);
        writer.write(FIRST, null);
        writer.write(SECOND, null);
        assertThat(writer.prepareCommit())
                .containsExactly(PendingBatch.of(FIRST, 7), PendingBatch.of(SECOND, 7))
                .allSatisfy(pending -> assertThat(pending.restoredFrom()).isEqualTo(7));
        assertThat(writer.prepareCommit()).isEmpty();
    }
}
