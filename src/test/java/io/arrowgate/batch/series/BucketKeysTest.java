package io.arrowgate.batch.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketKeysTest {
    private static final int BUCKETS = SeriesName.BUCKETS;

    @ParameterizedTest
    @ValueSource(ints = {BUCKETS, 2 * BUCKETS, 32_768})
    void bucketsAreBalancedAtAnyParallelism(int maxParallelism) {
        BucketKeys keys = BucketKeys.balanced(maxParallelism);
        for (int parallelism = 1; parallelism <= BUCKETS; parallelism++) {
            int[] buckets = bucketsPerSubtask(keys, maxParallelism, parallelism);
            assertThat(buckets).as("parallelism %d", parallelism).doesNotContain(0);
            assertThat(Arrays.stream(buckets).max())
                    .as("parallelism %d", parallelism)
                    .hasValue((BUCKETS + parallelism - 1) / parallelism);
        }
    }

    /** Shows why keys are not the numbers of the buckets. */
    @Test
    void bucketNumbersAsKeysAreSkewed() {
        assertThat(Arrays.stream(bucketsPerSubtask(BucketKeys.legacy(), BUCKETS, 8))
                        .max())
                .hasValue(26);
        assertThat(bucketsPerSubtask(BucketKeys.legacy(), BUCKETS, 64)).contains(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 127, BUCKETS, 129, 1_000, 32_767})
    void eachBucketHasUniqueKeyForAnyMaxParallelism(int maxParallelism) {
        assertThat(BucketKeys.balanced(maxParallelism).toArray()).doesNotHaveDuplicates();
    }

    @Test
    void keysAreTheSameInEveryVersion() {
        assertThat(BucketKeys.balanced(BUCKETS).toArray())
                .startsWith(312, 13, 151, 196)
                .endsWith(34, 5, 2);
    }

    private static int[] bucketsPerSubtask(BucketKeys keys, int maxParallelism, int parallelism) {
        int[] buckets = new int[parallelism];
        IntStream.range(0, BUCKETS)
                .map(bucket -> KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        keys.of(bucket), maxParallelism, parallelism))
                .forEach(subtask -> buckets[subtask]++);
        return buckets;
    }
}
