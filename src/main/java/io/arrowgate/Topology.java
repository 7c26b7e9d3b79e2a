package io.arrowgate;

import io.arrowgate.alert.AlertOperator;
import io.arrowgate.alert.AlertStormFunction;
import io.arrowgate.alert.RuleChange;
import io.arrowgate.alert.RuleChangeFunction;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertSerializer;
import io.arrowgate.batch.MicroBatchOperator;
import io.arrowgate.batch.MicroBatchSerializer;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.series.AlertParallelism;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.config.JobSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.report.DerivedTableRefreshScheduler;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Builds the whole job on one page.
 *
 * <pre>
 * for each stream:  source ─► batches ─┬─► Arrow topic
 *                               │  │   ├─► ClickHouse
 *                               │  │   └─► lake (optional)
 *                               │  └─ series slices ─► alerts ─┬─► ClickHouse
 *                               │        rules topic ───┘      └─► rate limit ─► alert topic
 *                               └─ dead letters of all streams ─┬─► dead letter topic
 *                                                               └─► ClickHouse
 * ticks ─► refresh of the reports' derived tables
 * lease source: renews the lease of the job name
 * </pre>
 *
 * <p>Operator uids are part of every savepoint and must not change.
 */
final class Topology {
    private Topology() {}

    static void build(
            StreamExecutionEnvironment environment,
            JobSettings settings,
            List<StreamDefinition> streams,
            Connectors connectors)
            throws Exception {
        lease(environment, connectors);
        Map<StreamDefinition, Integer> partitions = new LinkedHashMap<>();
        for (StreamDefinition stream : streams) {
            partitions.put(stream, connectors.partitions(stream));
        }
        OperatorParallelism operatorParallelism = OperatorParallelism.of(environment, settings, partitions);
        List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
        List<DataStream<SeriesSlices>> slices = new ArrayList<>();
        for (StreamDefinition stream : streams) {
            SingleOutputStreamOperator<MicroBatch> batches =
                    batches(environment, settings, stream, connectors, operatorParallelism);

            batches.sinkTo(connectors.arrowTopic(stream))
                    .uid(stream.name() + "-arrow-topic")
                    .name("write " + stream.arrow().topic())
                    // One writer per batch operator subtask keeps its batches in order.
                    .setParallelism(batches.getParallelism());

            // Not chained: a slow insert must not block decoding or Kafka commits.
            batches.sinkTo(connectors.clickHouse(stream))
                    .uid(stream.name() + "-clickhouse")
                    .name("insert into " + stream.clickhouse().table())
                    .setParallelism(batches.getParallelism())
                    .disableChaining();

            if (settings.lake().isEnabled()) {
                batches.sinkTo(connectors.lake(stream))
                        .uid(stream.name() + "-lake")
                        .name("write files of " + stream.name())
                        .setParallelism(batches.getParallelism())
                        .disableChaining();
            }

            deadLetters.add(batches.getSideOutput(MicroBatchOperator.DEAD_LETTERS));
            slices.add(batches.getSideOutput(MicroBatchOperator.SERIES_SLICES));
        }
        if (settings.alerts().enabled()) {
            deadLetters.add(alerts(environment, settings, streams, slices, connectors, operatorParallelism));
        }
        DataStream<DeadLetter> allDeadLetters = union(deadLetters);
        allDeadLetters
                .sinkTo(connectors.deadLetters())
                .uid("dead-letters")
                .name("write dead letters")
                // Few records: one Kafka transaction per checkpoint instead of one per subtask.
                .setParallelism(1);
        if (settings.reports().enabled()) {
            reports(environment, settings, streams, allDeadLetters, connectors);
        }
    }

    /** Adds the source whose enumerator renews the lease in the JobManager. Flink requires a sink for it. */
    private static void lease(StreamExecutionEnvironment environment, Connectors connectors) {
        environment
                .fromSource(connectors.lease(), WatermarkStrategy.noWatermarks(), "renew lease", Types.VOID)
                .uid("lease-source")
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid("lease")
                .name("lease")
                .setParallelism(1);
    }

    private static void reports(
            StreamExecutionEnvironment environment,
            JobSettings settings,
            List<StreamDefinition> streams,
            DataStream<DeadLetter> deadLetters,
            Connectors connectors) {
        deadLetters
                .sinkTo(connectors.deadLetterTable())
                .uid("dead-letters-clickhouse")
                .name("insert into " + DeadLetterTable.NAME)
                // Few rows: one subtask combines them into fewer inserts.
                .setParallelism(1)
                .disableChaining();

        double ticksPerSecond = 1_000.0 / settings.reports().refreshInterval().toMillis();
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                tick -> tick,
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(ticksPerSecond),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "tick")
                .uid("reports-ticks")
                // The server does the work; a second subtask would repeat it.
                .setParallelism(1)
                .process(new DerivedTableRefreshScheduler(settings.clickHouse(), streams), Types.VOID)
                .uid("reports")
                .name("refresh reports")
                .setParallelism(1);
    }

    /**
     * Adds rule changes, alert operators, the rate limit and the alert sinks.
     *
     * @return the records of the rules topic that are not valid rules
     */
    private static DataStream<DeadLetter> alerts(
            StreamExecutionEnvironment environment,
            JobSettings settings,
            List<StreamDefinition> streams,
            List<DataStream<SeriesSlices>> slices,
            Connectors connectors,
            OperatorParallelism operatorParallelism) {
        SingleOutputStreamOperator<RuleChange> rules = environment
                .fromSource(
                        connectors.alertRules(),
                        WatermarkStrategy.noWatermarks(),
                        "read alert rules",
                        RawRecordSerializer.typeInfo())
                .uid("alert-rules-source")
                // One reader keeps the changes of a rule in order for every subtask.
                .setParallelism(1)
                .process(new RuleChangeFunction(streams))
                .uid("alert-rules")
                .name("decode alert rules")
                .setParallelism(1);

        List<DataStream<Alert>> perStream = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            perStream.add(watch(
                    slices.get(i),
                    rules,
                    new AlertOperator(
                            streams.get(i),
                            settings.alerts().seriesTtl(),
                            settings.alerts().stateMemory().getBytes()),
                    streams.get(i),
                    operatorParallelism));
        }
        DataStream<Alert> alerts = union(perStream);

        SingleOutputStreamOperator<Alert> rateLimited = alerts.keyBy(Alert::rule, Types.STRING)
                .process(new AlertStormFunction(), AlertSerializer.typeInfo())
                .uid("alert-storms")
                .name("limit alerts")
                .setParallelism(operatorParallelism.ofAlertStorms());
        rateLimited
                .sinkTo(connectors.alertTopic())
                .uid("alerts-topic")
                .name("write " + settings.alerts().topic())
                .setParallelism(operatorParallelism.ofAlertStorms());

        // Not chained: pending inserts must not block the alert topic.
        alerts.union(rateLimited.getSideOutput(AlertStormFunction.SUMMARIES))
                .sinkTo(connectors.alertTable())
                .uid("alerts-clickhouse")
                .name("insert into " + settings.alerts().table())
                // Few rows: one subtask combines them into fewer inserts.
                .setParallelism(1)
                .disableChaining();
        return rules.getSideOutput(MicroBatchOperator.DEAD_LETTERS);
    }

    /** Adds an alert operator. Flink's API for keyed and broadcast inputs accepts only functions. */
    private static DataStream<Alert> watch(
            DataStream<SeriesSlices> slices,
            DataStream<RuleChange> rules,
            AlertOperator operator,
            StreamDefinition stream,
            OperatorParallelism operatorParallelism) {
        TwoInputTransformation<SeriesSlices, RuleChange, Alert> transformation = new TwoInputTransformation<>(
                slices.keyBy(SeriesSlices::key, Types.INT).getTransformation(),
                rules.broadcast().getTransformation(),
                "watch " + stream.name(),
                operator,
                AlertSerializer.typeInfo(),
                operatorParallelism.ofAlerts(stream));
        transformation.setUid(stream.name() + "-alerts");
        transformation.setMaxParallelism(operatorParallelism.maxOfAlerts());
        KeySelector<SeriesSlices, Integer> key = SeriesSlices::key;
        transformation.setStateKeySelectors(key, null);
        transformation.setStateKeyType(Types.INT);
        slices.getExecutionEnvironment().addOperator(transformation);
        return new DataStream<>(slices.getExecutionEnvironment(), transformation);
    }

    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        return streams.stream().reduce((a, b) -> a.union(b)).orElseThrow();
    }

    /** Adds source and batch operator. They have the same parallelism and are chained, so records are not shuffled. */
    private static SingleOutputStreamOperator<MicroBatch> batches(
            StreamExecutionEnvironment environment,
            JobSettings settings,
            StreamDefinition stream,
            Connectors connectors,
            OperatorParallelism operatorParallelism) {
        return environment
                // No watermarks: event time is not known before decoding.
                .fromSource(
                        connectors.source(stream),
                        WatermarkStrategy.noWatermarks(),
                        "read " + stream.topic(),
                        RawRecordSerializer.typeInfo())
                .uid(stream.name() + "-source")
                .setParallelism(operatorParallelism.ofStream(stream))
                .transform(
                        "batch " + stream.name(),
                        MicroBatchSerializer.typeInfo(),
                        new MicroBatchOperator(
                                stream,
                                settings.batch(),
                                settings.checkpointInterval(),
                                connectors.topicIds(),
                                settings.alerts().enabled(),
                                new AlertParallelism(
                                        operatorParallelism.ofAlerts(stream), operatorParallelism.maxOfAlerts())))
                .uid(stream.name() + "-batches")
                .setParallelism(operatorParallelism.ofStream(stream));
    }
}
