package io.arrowgate.batch.series;

import java.io.Serializable;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Describes the parallelism of the alert operator.
 *
 * @param parallelism number of subtasks; Flink's adaptive scheduler may start fewer
 * @param maxParallelism number of key groups, now or after a later start
 */
public record AlertParallelism(int parallelism, int maxParallelism) implements Serializable {

    /** Returns a bucket of each subtask, whether all subtasks run or fewer. */
    int[] bucketOfEachSubtask(BucketKeys keys) {
        SortedSet<Integer> buckets = new TreeSet<>();
        for (int subtasks = 1; subtasks <= parallelism; subtasks++) {
            boolean[] has = new boolean[subtasks];
            for (int bucket = 0; bucket < SeriesName.BUCKETS; bucket++) {
                int subtask =
                        KeyGroupRangeAssignment.assignKeyToParallelOperator(keys.of(bucket), maxParallelism, subtasks);
                if (!has[subtask]) {
                    has[subtask] = true;
                    buckets.add(bucket);
                }
            }
        }
        return buckets.stream().mapToInt(Integer::intValue).toArray();
    }
}
