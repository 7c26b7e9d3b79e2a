package io.arrowgate.alert.notify;

import static io.arrowgate.alert.notify.AlertState.FIRING;
import static io.arrowgate.alert.notify.AlertState.RESOLVED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.DeadLetterSerializer;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.source.RawRecord;
import io.arrowgate.testing.TestClickHouse;
import io.arrowgate.testing.TestKafka;
import io.arrowgate.testing.TestTopics;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.InjectedResponses;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.fault.ResponseInterceptor.Interception;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes alerts to a real broker and a real engine, in a job without restarts. */
class AlertSinksIT {
    private static final Duration PATIENCE = MachineSpeed.seconds(20);
    private static final Instant FIRST = Instant.parse("2024-05-01T12:00:11.5Z");
    /** Returns each state of two alerts, followed by duplicates of all of them. */
    private static final List<Alert> TWICE = List.of(
            TestAlert.alert("0a", FIRING, FIRST),
            TestAlert.alert("0a", RESOLVED, FIRST),
            TestAlert.bare(),
            TestAlert.alert("0a", FIRING, FIRST.plusSeconds(1)),
            TestAlert.alert("0a", RESOLVED, FIRST.plusSeconds(1)),
            TestAlert.bare());

    private final String database = SharedStack.uniqueName("alerts");
    private final ClickHouseSettings settings = TestClickHouse.shared(database);

    private ClickHouseSettings settings(String url) {
        return new TestClickHouse(url, database).settings();
    }

    /** Returns {@link #settings} with a short retry limit. */
    private ClickHouseSettings impatient(String password) {
        return new TestClickHouse(SharedStack.clickHouseUrl(), database)
                .password(password)
                .retryMaxDuration(Duration.ofMillis(300))
                .settings();
    }

    private final Queue<InjectedResponse> responses = new ConcurrentLinkedQueue<>(InjectedResponses.lasting());
    private FaultProxy gateway;

    @AfterEach
    void closeGateway() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void table() throws Exception {
        ensureTable();
    }

    private TableSetup.Result ensureTable() throws Exception {
        try (TableSetup tables = new TableSetup(settings)) {
            return tables.ensure(AlertTable.layout("alerts"));
        }
    }

    private String ask(String sql) {
        return SharedStack.query(sql.replace("{alerts}", database + ".alerts"));
    }

    private static StreamExecutionEnvironment job(List<Alert> alerts, Sink<Alert> sink) {
        StreamExecutionEnvironment environment = environment();
        environment
                .fromData(AlertSerializer.typeInfo(), alerts.toArray(Alert[]::new))
                .sinkTo(sink);
        return environment;
    }

    private static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    private Sink<Alert> tableSink(ClickHouseSettings where) {
        return AlertTable.sink(where, "alerts");
    }

    @Test
    void alertsAreWrittenToTopicAsJsonKeyedById() throws Exception {
        String topic = SharedStack.uniqueName("alerts");
        try (TestTopics topics = new TestTopics()) {
            topics.create(topic, 3, Map.of());
            job(TWICE, AlertTopicSink.of(TestKafka.settings(), topic)).execute();
            List<ConsumerRecord<byte[], byte[]>> records = topics.read(topic);
            AlertJsonSchema schema = new AlertJsonSchema();

            assertThat(records).hasSize(TWICE.size()).allSatisfy(record -> {
                assertThat(schema.faults(record.value())).isEmpty();
                assertThat(record.headers().lastHeader("content-type").value())
                        .isEqualTo("application/json".getBytes(UTF_8));
            });
            assertThat(records.stream()
                            .filter(record -> new String(record.key(), UTF_8).equals("0a"))
                            .map(record -> new String(record.value(), UTF_8)))
                    .containsExactlyElementsOf(TWICE.stream()
                            .filter(alert -> alert.id().equals("0a"))
                            .map(alert -> new String(AlertJson.bytes(alert), UTF_8))
                            .toList());
        }
    }

    @Test
    void duplicateStatesMergeIntoOneRow() throws Exception {
        // In separate inserts: the server already merges duplicates within one.
        job(TWICE.subList(0, 3), tableSink(settings)).execute();
        job(TWICE.subList(3, 6), tableSink(settings)).execute();

        assertThat(ask("SELECT count() FROM {alerts} FINAL")).isEqualTo("3");
        assertThat(ask("SELECT * FROM {alerts} FINAL WHERE id = '0a' AND state = 'firing' FORMAT JSONEachRow"))
                .isEqualTo("""
                        {"id":"0a","state":"firing","rule":"hot","kind":"threshold","severity":"critical",\
                        "stream":"sensors","series":{"SCP":"02-00-00","CA":"it's \\"A\\\\001\\", {x: ?}"},\
                        "labels":{"STATION":"Straße 1"},"field":"cpu_used","value":97.25,"threshold":90,"score":0.5,\
                        "expected_low":40,"expected_high":60.5,\
                        "first_time":"2024-05-01 12:00:00.000001","last_time":"2024-05-01 12:00:10.000001",\
                        "readings":11,"text":"cpu_used is 97.25 %\\nfor 10 s","_topic_id":"topic-A","_partition":2,\
                        "_offset":1099511627776,"_row":3,"emitted_at":"2024-05-01 12:00:12.500"}""");
        assertThat(
                        ask(
                                "SELECT series, labels, field, value, threshold, score, expected_low FROM {alerts} FINAL WHERE id = '0b'"))
                .isEqualTo("{}\t{}\t\\N\t\\N\t\\N\t\\N\t\\N");
    }

    @Test
    void noAlertIsLostWhileEngineIsUnavailable() throws Exception {
        List<Alert> many = IntStream.range(0, 2_500)
                .mapToObj(i -> TestAlert.alert(Integer.toHexString(i), FIRING))
                .toList();
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.REFUSE)) {
            JobClient job = job(many, tableSink(settings(proxy.url()))).executeAsync();
            assertThat(proxy.events().await(RequestPhase.REFUSED, 5, PATIENCE)).isTrue();
            proxy.setMode(ProxyMode.LOSE_INSERT_ANSWERS);
            assertThat(proxy.events().await(RequestPhase.ANSWER_LOST, 2, PATIENCE))
                    .isTrue();
            proxy.setMode(ProxyMode.CUT_INSERT_BODIES);
            assertThat(proxy.events().await(RequestPhase.BODY_CUT, 2, PATIENCE)).isTrue();
            proxy.setMode(ProxyMode.TOO_MANY_PARTS);
            assertThat(proxy.events().await(RequestPhase.ERROR_ANSWERED, 2, PATIENCE))
                    .isTrue();
            proxy.setMode(ProxyMode.PASS);

            job.getJobExecutionResult().get(PATIENCE.toSeconds(), SECONDS);
        }
        assertThat(ask("SELECT count() FROM {alerts} FINAL")).isEqualTo("2500");
    }

    @Test
    void foreignResponsesToInsertsLoseNoAlert() throws Exception {
        job(TWICE, tableSink(behindGateway())).execute();

        assertThat(responses).isEmpty();
        assertThat(ask("SELECT count() FROM {alerts} FINAL")).isEqualTo("3");
    }

    @Test
    void foreignResponsesToInsertsLoseNoDeadLetter() throws Exception {
        try (TableSetup tables = new TableSetup(settings)) {
            tables.ensure(DeadLetterTable.layout());
        }
        RawRecord raw = new RawRecord().set("raw", 4, 17, 99, null, null, new RecordHeaders());
        DeadLetter letter = new DeadLetter("sensors", DeadLetterReason.EMPTY, "no value", DeadLetter.WHOLE_RECORD, raw);
        StreamExecutionEnvironment job = environment();
        job.fromData(DeadLetterSerializer.typeInfo(), letter).sinkTo(DeadLetterTable.sink(behindGateway()));
        job.execute();

        assertThat(responses).isEmpty();
        assertThat(ask("SELECT count() FROM %s.dead_letters FINAL".formatted(database)))
                .isEqualTo("1");
    }

    /**
     * Returns settings with which successive inserts get the given responses; the server receives only those after the
     * last one.
     */
    private ClickHouseSettings behindGateway() throws IOException {
        gateway = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
        gateway.setInterceptor(request -> request.isInsert()
                ? Optional.ofNullable(responses.poll()).map(response -> new Interception(response, false))
                : Optional.empty());
        return settings(gateway.url());
    }

    @Test
    void cancelledJobDoesNotWaitForResponse() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.HOLD_INSERT_ANSWERS)) {
            JobClient job = job(TWICE, tableSink(settings(proxy.url()))).executeAsync();
            assertThat(proxy.events().await(RequestPhase.ANSWER_HELD, 1, PATIENCE))
                    .isTrue();
            job.cancel().get(PATIENCE.toSeconds(), SECONDS);

            assertThatThrownBy(() -> job.getJobExecutionResult().get(PATIENCE.toSeconds(), SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasStackTraceContaining("JobCancellationException");
            assertThat(proxy.events().await(RequestPhase.HUNG_UP, 1, PATIENCE)).isTrue();
        }
    }

    @Test
    void retriesOnMissingTableEndAtLimitAndNameRemedy() {
        SharedStack.query("DROP TABLE %s.alerts".formatted(database));

        assertThatThrownBy(() ->
                        job(TWICE, tableSink(impatient(SharedStack.PASSWORD))).execute())
                .hasStackTraceContaining("into table `%s`.`alerts` was retried".formatted(database))
                .hasStackTraceContaining("restart the job, which creates database and table at start.");
    }

    @Test
    void columnTypeMismatchFailsJobAndNamesTable() {
        ask("ALTER TABLE {alerts} MODIFY COLUMN text UInt8");

        assertThatThrownBy(() ->
                        job(TWICE, tableSink(impatient(SharedStack.PASSWORD))).execute())
                .hasStackTraceContaining("into table `%s`.`alerts`".formatted(database));
    }

    @Test
    void retriesWithWrongPasswordEndAtLimitWithoutPrintingIt() {
        assertThatThrownBy(() ->
                        job(TWICE, tableSink(impatient("not-the-password"))).execute())
                .hasStackTraceContaining("Check clickhouse.user and clickhouse.password")
                .satisfies(failure ->
                        assertThat(ExceptionUtils.stringifyException(failure)).doesNotContain("not-the-password"));
    }

    @Test
    void existingTableIsKeptAndGetsMissingColumns() throws Exception {
        assertThat(ensureTable()).isEqualTo(new TableSetup.Result(database + ".alerts", false, List.of(), List.of()));

        ask("ALTER TABLE {alerts} DROP COLUMN labels, DROP COLUMN expected_low, DROP COLUMN expected_high");
        assertThat(ensureTable().addedColumns()).containsExactly("labels", "expected_low", "expected_high");
    }

    @Test
    void tableThatWouldMergeDifferentAlertsIsRejected() {
        ask("DROP TABLE {alerts}");
        ask("CREATE TABLE {alerts} (rule String) ENGINE = ReplacingMergeTree ORDER BY rule");

        assertThatThrownBy(this::ensureTable).hasMessageContainingAll("collapse different events", "alerts.table");
    }
}
