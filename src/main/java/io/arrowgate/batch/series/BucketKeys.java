package io.arrowgate.batch.series;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Holds the key of Flink state of each bucket of series.
 *
 * <p>Flink hashes a key into a key group and gives each subtask a contiguous range of key groups. The hash spreads 128 small
 * numbers unevenly: at parallelism 8 the busiest subtask has 1.6 times the mean. So a bucket's key is one whose hash is the key
 * group of the bucket's own number, and ranges of key groups are ranges of buckets.
 */
public final class BucketKeys {
    private final int[] keys;

    private BucketKeys(int[] keys) {
        this.keys = keys;
    }

    /** Returns the keys of 0.1.0: the buckets' numbers. */
    public static BucketKeys legacy() {
        return new BucketKeys(IntStream.range(0, SeriesName.BUCKETS).toArray());
    }

    /**
     * Returns keys that divide the buckets evenly among subtasks: exactly so if {@code maxParallelism} is a multiple of the
     * number of buckets.
     *
     * @param maxParallelism of the operator that has the state, which is its number of key groups
     */
    public static BucketKeys balanced(int maxParallelism) {
        int[] keys = new int[SeriesName.BUCKETS];
        Arrays.fill(keys, -1);
        int missing = keys.length;
        for (int key = 0; missing > 0; key++) {
            int bucket = bucketWithoutKey(
                    keys, KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism), maxParallelism);
            if (bucket >= 0) {
                keys[bucket] = key;
                missing--;
            }
        }
        return new BucketKeys(keys);
    }

    /** Returns the keys that a state holds. */
    static BucketKeys of(int[] keys) {
        if (keys.length != SeriesName.BUCKETS) {
            throw new IllegalStateException(
                    "the state has keys for %d buckets instead of %d".formatted(keys.length, SeriesName.BUCKETS));
        }
        return new BucketKeys(keys.clone());
    }

    public int of(int bucket) {
        return keys[bucket];
    }

    int[] toArray() {
        return keys.clone();
    }

    /** Returns the first bucket that belongs to the key group and has no key yet, or -1. */
    private static int bucketWithoutKey(int[] keys, int keyGroup, int maxParallelism) {
        // The buckets b of a key group g are those with b * maxParallelism / BUCKETS = g, rounded down.
        int bucket = (int) (((long) keyGroup * keys.length + maxParallelism - 1) / maxParallelism);
        for (; bucket < keys.length && (long) bucket * maxParallelism / keys.length == keyGroup; bucket++) {
            if (keys[bucket] < 0) {
                return bucket;
            }
        }
        return -1;
    }
}
