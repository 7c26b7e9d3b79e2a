package io.arrowgate.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * Decides at which checkpoints a reader commits its offsets to the consumer group: when they have changed, and otherwise each
 * {@link #INTERVAL}. A commit wakes up the fetcher, and the broker writes it to a topic.
 */
final class OffsetCommits {
    /** The broker removes the offsets of a group without commits, after days. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final LongSupplier nanoClock;
    /** Offsets by split, by checkpoint that is not complete. */
    private final TreeMap<Long, Map<String, Long>> pending = new TreeMap<>();

    private Map<String, Long> committed = Map.of();
    private long committedNanos;

    /** @param nanoClock such as {@link System#nanoTime} */
    OffsetCommits(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Records the offsets of a checkpoint. */
    void snapshot(long checkpoint, List<KafkaPartitionSplit> splits) {
        pending.put(
                checkpoint,
                splits.stream()
                        .collect(Collectors.toMap(
                                KafkaPartitionSplit::splitId, KafkaPartitionSplit::getStartingOffset)));
    }

    /** Returns whether the offsets of a completed checkpoint are to be committed, and forgets earlier checkpoints. */
    boolean isDue(long checkpoint) {
        Map<String, Long> offsets = pending.get(checkpoint);
        pending.headMap(checkpoint, true).clear();
        long now = nanoClock.getAsLong();
        if (offsets == null || (offsets.equals(committed) && now - committedNanos < INTERVAL.toNanos())) {
            return false;
        }
        committed = offsets;
        committedNanos = now;
        return true;
    }
}
