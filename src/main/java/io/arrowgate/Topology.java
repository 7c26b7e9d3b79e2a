package io.arrowgate;

import io.arrowgate.batch.MicroBatch;
import io.arrowgate.batch.MicroBatchOperator;
import io.arrowgate.batch.MicroBatchSerializer;
import io.arrowgate.config.JobSettings;
import io.arrowgate.ingest.DeadLetter;
import io.arrowgate.ingest.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole job on one page.
 *
 * <pre>
 * for each stream:  source ─► batches ─┬─► Arrow topic
 *                                 │    └─► ClickHouse
 *                                 └─ dead letters, of all streams together ─► dead letters topic
 * </pre>
 *
 * <p>Uids are part of every savepoint: they never change.
 */
final class Topology {
    private Topology() {}

    static void build(
            StreamExecutionEnvironment environment,
            JobSettings settings,
            List<StreamDefinition> streams,
            Connectors connectors)
            throws Exception {
        DataStream<DeadLetter> deadLetters = null;
        for (StreamDefinition stream : streams) {
            SingleOutputStreamOperator<MicroBatch> batches = batches(environment, settings, stream, connectors);

            batches.sinkTo(connectors.arrowTopic(stream))
                    .uid(stream.name() + "-arrow-topic")
                    .name("write " + stream.arrow().topic())
                    // One writer for each subtask that makes batches keeps these in order.
                    .setParallelism(batches.getParallelism());

            // Chained to nothing: a slow insert must hold up neither decoding nor Kafka's commits.
            batches.sinkTo(connectors.clickHouse(stream))
                    .uid(stream.name() + "-clickhouse")
                    .name("insert into " + stream.clickhouse().table())
                    .disableChaining();

            DataStream<DeadLetter> letters = batches.getSideOutput(MicroBatchOperator.DEAD_LETTERS);
            deadLetters = deadLetters == null ? letters : deadLetters.union(letters);
        }
        deadLetters
                .sinkTo(connectors.deadLetters())
                .uid("dead-letters")
                .name("write dead letters")
                .setParallelism(1);
    }

    /** Source and batch operator run at the same parallelism and are chained: no record is ever shuffled. */
    private static SingleOutputStreamOperator<MicroBatch> batches(
            StreamExecutionEnvironment environment,
            JobSettings settings,
            StreamDefinition stream,
            Connectors connectors)
            throws Exception {
        int wanted = settings.parallelism() > 0 ? settings.parallelism() : environment.getParallelism();
        int parallelism = Math.max(1, Math.min(wanted, connectors.partitions(stream)));
        return environment
                // No watermarks: event time is not known before decoding.
                .fromSource(
                        connectors.source(stream),
                        WatermarkStrategy.noWatermarks(),
                        "read " + stream.topic(),
                        RawRecordSerializer.typeInfo())
                .uid(stream.name() + "-source")
                .setParallelism(parallelism)
                .transform(
                        "batch " + stream.name(),
                        MicroBatchSerializer.typeInfo(),
                        new MicroBatchOperator(stream, settings.batch(), connectors.topicIds()))
                .uid(stream.name() + "-batches")
                .setParallelism(parallelism);
    }
}
