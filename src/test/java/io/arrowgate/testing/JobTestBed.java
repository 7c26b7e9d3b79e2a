package io.arrowgate.testing;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.stream.ArrowFraming;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Runs the job against the shared broker and engine, with its own database, topics and definitions. */
public final class JobTestBed implements AutoCloseable {
    public static final Duration PATIENCE = MachineSpeed.seconds(60);

    public final String name;
    public final String database = SharedStack.newDatabase();
    public final String deadLetters;
    public final TestTopics topics = new TestTopics();
    private final JobTestBed source;
    private final Path dir = SharedStack.freshDir("job");
    private final Path streamsDir = dir.resolve("streams");
    private final Map<String, String> options = new HashMap<>();
    private String engineUrl = SharedStack.clickHouseUrl();

    public JobTestBed(String... streams) throws Exception {
        this((JobTestBed) null, streams);
    }

    /** Creates a test bed whose job reads the topics of another one. */
    public JobTestBed(JobTestBed source, String... streams) throws Exception {
        this(SharedStack.uniqueName("job"), source, streams);
    }

    /** Creates a test bed with the topic names of an older savepoint. */
    public static JobTestBed named(String name, String... streams) throws Exception {
        return new JobTestBed(name, null, streams);
    }

    private JobTestBed(String name, JobTestBed source, String... streams) throws Exception {
        this.name = name;
        deadLetters = name + "-dead-letters";
        this.source = source == null ? this : source;
        Files.createDirectories(streamsDir);
        for (String stream : streams) {
            define(stream, ArrowFraming.STREAM);
        }
        options.put("streams", String.join(",", streams));
        options.put("streams.dir", streamsDir.toString());
        options.put("kafka.bootstrap-servers", SharedStack.bootstrapServers());
        options.put("kafka.dead-letters-topic", deadLetters);
        options.put("kafka.partition-discovery-interval", "1 s");
        // Tests of batch inserts hold, lose and count inserts; inserts of alerts must not be among them.
        options.put("alerts.enabled", "false");
        options.put("reports.enabled", "false");
        options.put("alerts.topic", alertsTopic());
        options.put("alerts.rules-topic", rulesTopic());
        options.put("clickhouse.url", engineUrl);
        options.put("clickhouse.user", SharedStack.USER);
        options.put("clickhouse.password", SharedStack.PASSWORD);
        options.put("clickhouse.database", database);
        options.put("checkpoint.interval", "1 s");
        runAs(name);
    }

    /** Returns the built-in definition, or else that of the examples, with topics of this test. */
    private void define(String stream, ArrowFraming arrowFraming) throws Exception {
        Path example = Path.of("examples/streams", stream + ".yaml");
        try (var yaml = Files.exists(example)
                ? Files.newInputStream(example)
                : JobTestBed.class.getResourceAsStream("/streams/" + stream + ".yaml")) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
                    + "topic: %s\narrow: {topic: %s, framing: %s}\n"
                            .formatted(
                                    topic(stream),
                                    arrowTopic(stream),
                                    arrowFraming.name().toLowerCase(Locale.ROOT));
            Files.writeString(streamsDir.resolve(stream + ".yaml"), text);
        }
    }

    private void runAs(String jobName) {
        options.put("job.name", jobName);
        options.put(
                "checkpoint.dir",
                dir.resolve("checkpoints-" + jobName).toAbsolutePath().toUri().toString());
    }

    public String topic(String stream) {
        return source.name + "-" + stream;
    }

    public String arrowTopic(String stream) {
        return name + "-arrow-" + stream;
    }

    public String alertsTopic() {
        return name + "-alerts";
    }

    public String rulesTopic() {
        return name + "-alert-rules";
    }

    public JobTestBed with(String option, String value) {
        options.put(option, value);
        return this;
    }

    /** Sets the framing of the messages of the stream's Arrow topic. */
    public JobTestBed with(String stream, ArrowFraming arrowFraming) throws Exception {
        define(stream, arrowFraming);
        return this;
    }

    /** Switches off the dictionaries of the stream's Arrow messages, from the job's next start. */
    public JobTestBed withPlainColumns(String stream) throws Exception {
        Path file = streamsDir.resolve(stream + ".yaml");
        Files.writeString(file, Files.readString(file).replace("arrow: {", "arrow: {dictionaries: false, "));
        return this;
    }

    /** Returns the file of the stream's definition. */
    public Path definition(String stream) {
        return streamsDir.resolve(stream + ".yaml");
    }

    /** Adds a column to the stream, before all others, from the job's next start. */
    public JobTestBed withColumn(String stream, String column) throws Exception {
        Path file = streamsDir.resolve(stream + ".yaml");
        Files.writeString(file, ChangedStreams.withColumn(Files.readString(file), column));
        return this;
    }

    /** Replaces the shared engine for the job and for queries. */
    public JobTestBed onEngine(String url) {
        engineUrl = url;
        return with("clickhouse.url", url);
    }

    /** Replaces the job with a new one that has its own name and no state but writes to the same tables. */
    public void forgetState() {
        runAs(SharedStack.uniqueName("job"));
    }

    /** Returns the settings as command-line arguments of the job. */
    public List<String> arguments() {
        return options.entrySet().stream()
                .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                .toList();
    }

    public JobSettings settings() {
        ResolvedOptions resolved = SettingsLoader.load(options, null, Map.of());
        return JobSettings.from(resolved);
    }

    public LocalJob start() throws Exception {
        LocalJob job = LocalJob.start(settings(), 0);
        keepRepeats();
        return job;
    }

    /** Disables merges, which would collapse duplicates before they are counted; for existing, empty tables. */
    public void keepRepeats() {
        for (String table : options.get("streams").split(",", -1)) {
            query("ALTER TABLE {db}." + table + " MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1,"
                    + " max_bytes_to_merge_at_min_space_in_pool = 1");
        }
    }

    public void send(String topic, List<String> values) throws Exception {
        topics.send(values.stream()
                .map(value -> new ProducerRecord<byte[], byte[]>(topic, value.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** Returns all committed records of a topic. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return topics.read(topic);
    }

    /** Runs a query and returns its result, tab-separated; {@code {db}} is replaced by this test's database. */
    public String query(String sql) {
        return SharedStack.query(engineUrl, sql.replace("{db}", database));
    }

    public long count(String table) {
        return Long.parseLong(query("SELECT count() FROM {db}." + table));
    }

    /** Waits until the table has this number of rows, duplicates included. */
    public void awaitRows(String table, long rows) {
        await("%d rows in %s".formatted(rows, table))
                .untilAsserted(() -> assertThat(count(table)).isGreaterThanOrEqualTo(rows));
    }

    public void awaitDeadLetters(int letters) {
        TestTopics.awaitRecords(letters + " dead letters", deadLetters, records -> assertThat(records)
                .hasSizeGreaterThanOrEqualTo(letters));
    }

    /** Waits until the messages of the stream's Arrow topic have this number of rows, duplicates included. */
    public void awaitArrowRows(String stream, int rows) {
        awaitArrowRows(
                stream, rows + " rows", identities -> assertThat(identities).hasSizeGreaterThanOrEqualTo(rows));
    }

    /**
     * Waits until a check of the row identities in the stream's Arrow topic passes.
     *
     * @param what is awaited, for the failure message
     */
    public void awaitArrowRows(String stream, String what, Consumer<List<String>> check) {
        TestTopics.awaitRecords(
                what + " in the Arrow topic",
                arrowTopic(stream),
                messages -> check.accept(ArrowMessages.rowIdentities(messages)));
    }

    @Override
    public void close() {
        topics.close();
    }
}
