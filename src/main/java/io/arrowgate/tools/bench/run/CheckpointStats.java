package io.arrowgate.tools.bench.run;

import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;

/**
 * Describes the completed checkpoints of a run.
 *
 * @param count number of completed checkpoints among the last ten
 * @param maxBytes largest state, pending batches included
 * @param maxBytesBesideBatches largest state without the operators that hold pending batches
 * @param maxMillis longest duration, end to end
 */
public record CheckpointStats(int count, long maxBytes, long maxBytesBesideBatches, long maxMillis) {

    /** Reads Flink's checkpoint history of a job. */
    static CheckpointStats of(AccessExecutionGraph graph) {
        int count = 0;
        long maxBytes = 0;
        long maxBeside = 0;
        long maxMillis = 0;
        CheckpointStatsSnapshot snapshot = graph.getCheckpointStatsSnapshot();
        for (AbstractCheckpointStats checkpoint : snapshot.getHistory().getCheckpoints()) {
            if (!checkpoint.getStatus().isCompleted()) {
                continue;
            }
            count++;
            maxBytes = Math.max(maxBytes, checkpoint.getStateSize());
            maxBeside = Math.max(maxBeside, checkpoint.getStateSize() - batchBytes(graph, checkpoint));
            maxMillis = Math.max(maxMillis, checkpoint.getEndToEndDuration());
        }
        return new CheckpointStats(count, maxBytes, maxBeside, maxMillis);
    }

    private static long batchBytes(AccessExecutionGraph graph, AbstractCheckpointStats checkpoint) {
        long bytes = 0;
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            TaskStateStats stats = checkpoint.getTaskStateStats(vertex.getJobVertexId());
            if (stats != null && vertex.getName().contains("insert into")) {
                bytes += stats.getStateSize();
            }
        }
        return bytes;
    }
}
