package io.arrowgate;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.JobSettings;
import io.arrowgate.job.ExactlyOnceAssertions;
import io.arrowgate.sink.kafka.HeldCommits;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job is away for longer than its transactions may stay open. */
@Order(3) // takes long: it begins early
@Tag("long")
class LostTransactionIT {
    private static final int ROWS = 1000;
    private static final int MORE_ROWS = 300;

    @Test
    void transactionThatTheBrokerEndedFailsTheJobUntilAPersonLetsItGoOn() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("kafka.transaction-timeout", "20 s")) {
            // Given: a complete checkpoint whose Kafka transaction was never committed, and then was too old
            stopBeforeKafkaIsCommitted(bed);
            awaitAbort(bed.name + "-arrow-sensors");
            // When, then
            try (LocalJob job = bed.start()) {
                assertThatThrownBy(() -> job.client()
                                .getJobExecutionResult()
                                .get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .hasStackTraceContaining("LostTransactionException")
                        .hasStackTraceContaining(bed.arrowTopic("sensors"))
                        .hasStackTraceContaining("--kafka.on-lost-transaction=continue");
            }
            // When, then
            bed.with("kafka.on-lost-transaction", "continue");
            try (LocalJob job = bed.start()) {
                for (int partition = 0; partition < 3; partition++) {
                    bed.topics.send(bed.topic("sensors"), partition, SteadyReadings.readings(0, MORE_ROWS / 3));
                }
                bed.awaitRows("sensors", ROWS + MORE_ROWS);
                bed.awaitArrowRows(
                        "sensors", "the newest rows", rows -> assertThat(rows).containsAll(newestRows(bed)));
            }
            assertThat(bed.count("sensors")).isEqualTo(ROWS + MORE_ROWS);
            assertThat(arrowRows(bed))
                    .hasSizeBetween(MORE_ROWS, ROWS + MORE_ROWS - 1)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void transactionsThatWereCommittedRightAfterTheirCheckpointAreNotTakenForLost() throws Exception {
        // Given: a job that dies before another checkpoint forgets the transactions
        try (JobTestBed bed = new JobTestBed("sensors").with("checkpoint.interval", "5 s")) {
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
                bed.awaitArrowRows("sensors", 1);
                job.cancel();
            }
            // When
            try (LocalJob job = bed.start()) {
                ExactlyOnceAssertions.awaitRows(bed, ROWS);
                assertThat(JobFailures.of(job)).isEmpty();
            }
            // Then
            ExactlyOnceAssertions.assertRows(bed, ROWS);
        }
    }

    @Test
    void restartCommitsTheTransactionsOfATaskThatIsBlockedBeforeItsCommit() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("kafka.transaction-timeout", "12 s")) {
            // Given
            JobClient job = start(bed, HeldCommits::untilRestart);
            // When
            ExactlyOnceAssertions.awaitRows(bed, ROWS);
            // Then
            ExactlyOnceAssertions.assertRows(bed, ROWS);
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
            cancel(job);
        }
    }

    private static List<String> arrowRows(JobTestBed bed) {
        return ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("sensors")));
    }

    private static List<String> newestRows(JobTestBed bed) {
        String newest = bed.query("SELECT concat(toString(_partition), ':', toString(max(_offset))) FROM {db}.sensors"
                + " GROUP BY _partition");
        return List.of(newest.split("\n", -1));
    }

    /** Runs the job until rows of a checkpoint are in ClickHouse, with an Arrow topic whose commits do not come through. */
    private static void stopBeforeKafkaIsCommitted(JobTestBed bed) throws Exception {
        JobClient job = start(bed, HeldCommits::of);
        bed.awaitRows("sensors", 1);
        cancel(job);
    }

    private static JobClient start(JobTestBed bed, UnaryOperator<Sink<MicroBatch>> arrowTopic) throws Exception {
        JobSettings settings = bed.settings();
        List<StreamDefinition> streams = StreamDefinitions.named(settings.streams(), settings.streamsPath());
        JobPreparation.prepare(settings, streams);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, FlinkDefaults.of(settings));
        Topology.build(environment, settings, streams, new OtherArrowTopic(settings, arrowTopic));
        bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
        return environment.executeAsync(settings.jobName());
    }

    private static void cancel(JobClient job) throws Exception {
        job.cancel().get();
        // A local environment's job result comes once its mini-cluster is down.
        assertThatThrownBy(() -> job.getJobExecutionResult().get()).hasStackTraceContaining("cancelled");
    }

    private static void awaitAbort(String idPrefix) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedStack.bootstrapServers()))) {
            await("the broker to end the transaction").until(() -> transactions(admin, idPrefix).stream()
                    .noneMatch(one -> one.state() == TransactionState.ONGOING));
        }
    }

    private static List<TransactionListing> transactions(Admin admin, String idPrefix) {
        try {
            return admin.listTransactions().all().get().stream()
                    .filter(one -> one.transactionalId().startsWith(idPrefix))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not list its transactions", e);
        }
    }

    private static final class OtherArrowTopic extends DelegatingConnectors {
        private final UnaryOperator<Sink<MicroBatch>> replacement;

        OtherArrowTopic(JobSettings settings, UnaryOperator<Sink<MicroBatch>> replacement) {
            super(settings);
            this.replacement = replacement;
        }

        @Override
        public Sink<MicroBatch> arrowTopic(StreamDefinition stream) {
            return replacement.apply(super.arrowTopic(stream));
        }
    }
}
