package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BatchRejectedException;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.clickhouse.commit.TestBatches;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.SpillDirectory;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.sink.kafka.RejectedBatchProducer;
import io.arrowgate.testing.RecordedLog;
import io.arrowgate.testing.TestKafka;
import io.arrowgate.testing.TestTopics;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxiedRequest;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestPhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A checkpoint's batches, some of them side by side. */
@ResourceLock(RecordedLog.LOCK)
class ClickHouseCommitterIT {
    private static final int IN_FLIGHT = 3;
    private static final int BATCHES = 10;

    private SinkTestBed bed;

    @BeforeEach
    void freshTable() throws Exception {
        bed = new SinkTestBed();
    }

    private BatchCommittable batch(long number) {
        return TestBatches.pending(
                bed.stream, "topic-A", TestBatches.sensorRows(0, number * 100, number * 100 + 99, 2));
    }

    private List<CommitRequest<BatchCommittable>> requests() {
        return LongStream.range(0, BATCHES)
                .<CommitRequest<BatchCommittable>>mapToObj(number -> new MockCommitRequest<>(batch(number)))
                .toList();
    }

    private ClickHouseCommitter committer(ClickHouseSettings settings) {
        return new ClickHouseCommitter(
                bed.inserter(settings, BatchCommittable.NOT_RESTORED), RejectedBatchHandler.FAIL, IN_FLIGHT);
    }

    @Test
    void everyBatchOfACheckpointIsInserted() throws Exception {
        try (ClickHouseCommitter committer = committer(bed.settings)) {
            committer.commit(requests());
        }
        assertThat(bed.rows()).isEqualTo(100 * BATCHES);
        assertThat(bed.metrics.count("insertedBatches")).isEqualTo(BATCHES);
        assertThat(bed.metrics.count("deduplicatedRows")).isZero();
        assertThat(bed.metrics.gauge("inFlightInserts")).isEqualTo(0);
        assertThat(bed.metrics.histogram("insertMillis").getCount()).isEqualTo(BATCHES);
        assertThat(bed.metrics.histogram("commitLatencyMillis").getCount()).isEqualTo(BATCHES);
        assertThat(bed.metrics.gauge("freshnessMillis")).asInstanceOf(DOUBLE).isPositive();
    }

    @Test
    void commitOfNewBatchesTakesOneControlQueryBeforeAndOneAfterTheInserts() throws Exception {
        List<ProxiedRequest> sent = new CopyOnWriteArrayList<>();
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                ClickHouseCommitter committer = new ClickHouseCommitter(
                        bed.recreatingInserter(bed.settingsVia(proxy.url())), RejectedBatchHandler.FAIL, IN_FLIGHT)) {
            // Given: the first commit reads the tables' engines and the high watermark, too
            committer.commit(List.of(new MockCommitRequest<>(batch(0))));
            proxy.setInterceptor(request -> {
                sent.add(request);
                return Optional.empty();
            });
            // When
            committer.commit(List.of(new MockCommitRequest<>(batch(1)), new MockCommitRequest<>(batch(2))));
        }
        // Then
        assertThat(sent).extracting(ProxiedRequest::isInsert).containsExactly(false, true, true, false);
        assertThat(bed.rows()).isEqualTo(300);
    }

    @Test
    void restoredBatchesOfACommitAreCompletedAndTheirSpillFilesDeleted(@TempDir Path dir) throws Exception {
        List<CommitRequest<BatchCommittable>> requests = new ArrayList<>();
        SpillDirectory spill = new SpillDirectory(dir.toUri().toString());
        for (long number = 0; number < BATCHES; number++) {
            BatchCommittable batch = batch(number);
            requests.add(new MockCommitRequest<>(BatchCommittable.of(
                    batch.microBatch(),
                    BatchCommittable.NOT_RESTORED,
                    spill.write(batch.content().read()))));
        }
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch(4));
        }
        try (ClickHouseCommitter committer =
                new ClickHouseCommitter(bed.inserter(bed.settings, 7), RejectedBatchHandler.FAIL, IN_FLIGHT)) {
            committer.commit(requests);
        }
        assertThat(bed.rows()).isEqualTo(100 * BATCHES);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void batchThatIsThereAlreadyIsCheckedBetweenThoseInFlight() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch(4));
        }
        try (ClickHouseCommitter committer = committer(bed.settings)) {
            committer.commit(requests());
        }
        assertThat(bed.rows()).isEqualTo(100 * BATCHES);
    }

    @Test
    void answersThatAreLostForSeveralInFlightAddNothing() throws Exception {
        // Given: no tokens that could stand in for the row check
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 0");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.LOSE_INSERT_ANSWERS);
                ClickHouseCommitter committer = committer(bed.settingsVia(proxy.url()))) {
            // When
            committer.commit(requests());
            // Then
            assertThat(proxy.events().count(RequestPhase.ANSWER_LOST)).isEqualTo(BATCHES);
        }
        assertThat(bed.rows()).isEqualTo(100 * BATCHES);
        assertThat(bed.metrics.gauge("retryDurationMillis")).isEqualTo(0L);
        assertThat(bed.metrics.count("insertRetries{cause=no_response}")).isPositive();
        assertThat(bed.metrics.count("insertRetries{cause=overloaded}")).isZero();
        assertThat(bed.metrics.gauge("inFlightInserts")).isEqualTo(0);
    }

    @Test
    void rejectedBatchFailsTheCommitWithTableBatchAndRemedy() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " ADD CONSTRAINT none CHECK _offset < 0");
        try (ClickHouseCommitter committer = committer(bed.settings)) {
            assertThatThrownBy(() -> committer.commit(requests()))
                    .isInstanceOf(BatchRejectedException.class)
                    .hasMessageContainingAll(
                            batch(0).id().toString(), "`sensors`", "none", "Compare the batch's values");
        }
    }

    @Test
    void noBatchIsDivertedAnyMoreAfterSoManyInARow() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " ADD CONSTRAINT none CHECK _offset < 0");
        List<BatchCommittable> diverted = new ArrayList<>();
        RejectedBatchHandler kept = (batch, reason) -> diverted.add(batch);
        try (ClickHouseCommitter committer = new ClickHouseCommitter(bed.inserter(), kept, IN_FLIGHT)) {
            FutureTask<Void> commit = new FutureTask<>(() -> {
                committer.commit(requests());
                return null;
            });
            new Thread(commit).start();
            bed.metrics.await("insertRetries{cause=rejected_batches}", 2);
            SharedStack.query("ALTER TABLE " + bed.table + " DROP CONSTRAINT none");
            commit.get(20, SECONDS);
        }
        assertThat(diverted).hasSize(SinkTestBed.SINK.maxConsecutiveRejectedBatches());
        assertThat(bed.rows()).isEqualTo(100L * (BATCHES - diverted.size()));
    }

    @Test
    void aBatchThatIsRefusedForGoodGoesToItsTopicWholeAndTheOthersAreInserted() throws Exception {
        // Given: a table that refuses the rows of one batch
        SharedStack.query("ALTER TABLE " + bed.table + " ADD CONSTRAINT no_300 CHECK _offset != 300");
        String topic = SharedStack.uniqueName("rejected");
        try (TestTopics topics = new TestTopics()) {
            topics.create(topic, 1, Map.of());
            RejectedBatchHandler toTopic = new RejectedBatchTopicHandler(
                    new RejectedBatchProducer(TestKafka.settings(), topic, bed.stream),
                    bed.metrics.counter("rejectedBatches"));
            // When
            try (RecordedLog log = new RecordedLog();
                    ClickHouseCommitter committer = new ClickHouseCommitter(bed.inserter(), toTopic, IN_FLIGHT)) {
                committer.commit(requests());
                assertThat(log.lines(RejectedBatchTopicHandler.class))
                        .singleElement(STRING)
                        .contains(
                                "clickhouse.rejected-batches-topic",
                                batch(3).id().toString(),
                                "`sensors`",
                                "no_300");
            }
            // Then
            assertThat(bed.rows()).isEqualTo(100 * (BATCHES - 1));
            assertThat(bed.metrics.count("rejectedBatches")).isEqualTo(1);
            List<ConsumerRecord<byte[], byte[]>> letters = topics.read(topic);
            assertThat(letters).hasSize(1);
            BatchCommittable refused = batch(3);
            assertThat(letters.get(0).key())
                    .asString(UTF_8)
                    .isEqualTo(refused.id().toString());
            assertThat(letters.get(0).value()).isEqualTo(refused.content().read());
            assertThat(header(letters.get(0), "arrowgate-offsets")).isEqualTo("0:300-399");
            assertThat(header(letters.get(0), "__connect.errors.exception.message"))
                    .contains("no_300", "`sensors`");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
