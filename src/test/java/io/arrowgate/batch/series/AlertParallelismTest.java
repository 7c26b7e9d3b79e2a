package io.arrowgate.batch.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which buckets get heartbeats. */
class AlertParallelismTest {
    private static final BucketKeys KEYS = BucketKeys.balanced(SeriesName.BUCKETS);

    @Test
    void fewSubtasksGetOneBucketEach() {
        assertThat(new AlertParallelism(1, SeriesName.BUCKETS).bucketOfEachSubtask(KEYS))
                .containsExactly(0);
        assertThat(new AlertParallelism(2, SeriesName.BUCKETS).bucketOfEachSubtask(KEYS))
                .containsExactly(0, SeriesName.BUCKETS / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 16, SeriesName.BUCKETS})
    void everySubtaskHasABucketAtAnyLowerParallelism(int parallelism) {
        for (BucketKeys keys : new BucketKeys[] {KEYS, BucketKeys.legacy()}) {
            int[] buckets = new AlertParallelism(parallelism, SeriesName.BUCKETS).bucketOfEachSubtask(keys);

            for (int running = 1; running <= parallelism; running++) {
                int subtasks = running;
                assertThat(Arrays.stream(buckets).map(bucket -> subtask(keys.of(bucket), subtasks)))
                        .containsAll(Arrays.stream(keys.toArray())
                                .map(key -> subtask(key, subtasks))
                                .boxed()
                                .toList());
            }
        }
    }

    private static int subtask(int key, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, SeriesName.BUCKETS, parallelism);
    }
}
