package io.arrowgate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Checks at which checkpoints offsets are committed. */
class OffsetCommitsTest {
    private long nanos = 1;
    private final OffsetCommits commits = new OffsetCommits(() -> nanos);
    private long checkpoint;

    private boolean complete(long... offsets) {
        commits.snapshot(++checkpoint, splits(offsets));
        return commits.isDue(checkpoint);
    }

    private static List<KafkaPartitionSplit> splits(long... offsets) {
        return IntStream.range(0, offsets.length)
                .mapToObj(partition ->
                        new KafkaPartitionSplit(new TopicPartition("sensors", partition), offsets[partition]))
                .toList();
    }

    @Test
    void firstAndChangedOffsetsAreCommitted() {
        assertThat(complete(5, 7)).isTrue();
        assertThat(complete(5, 8)).isTrue();
        assertThat(complete(5, 8, 0)).isTrue();
    }

    @Test
    void unchangedOffsetsAreCommittedOnceAMinute() {
        complete(5, 7);

        assertThat(complete(5, 7)).isFalse();
        nanos += OffsetCommits.INTERVAL.toNanos() - 1;
        assertThat(complete(5, 7)).isFalse();
        nanos++;
        assertThat(complete(5, 7)).isTrue();
        assertThat(complete(5, 7)).isFalse();
    }

    @Test
    void offsetsOfAnAbortedCheckpointAreNotTakenForCommitted() {
        complete(5);
        commits.snapshot(++checkpoint, splits(6));

        assertThat(complete(6)).isTrue();
    }
}
