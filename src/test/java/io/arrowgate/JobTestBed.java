package io.arrowgate;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.ResolvedOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.local.LocalJob;
import io.arrowgate.local.SharedStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One run of the job against the shared broker and engine: a database, topics and definitions of its own. */
final class JobTestBed implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final String name = SharedStack.uniqueName("job");
    final String database = SharedStack.newDatabase();
    final String deadLetters = name + "-dead-letters";
    private final JobTestBed source;
    private final Path dir = SharedStack.freshDir("job");
    private final Path streamsDir = dir.resolve("streams");
    private final Map<String, String> options = new HashMap<>();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", SharedStack.bootstrapServers()));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedStack.bootstrapServers(), "max.request.size", 32 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    JobTestBed(String... streams) throws Exception {
        this(null, streams);
    }

    /** A bed whose job reads the topics of another one. */
    JobTestBed(JobTestBed source, String... streams) throws Exception {
        this.source = source == null ? this : source;
        Files.createDirectories(streamsDir);
        for (String stream : streams) {
            addStream(stream, "");
        }
        options.put("job.name", name);
        options.put("streams", String.join(",", streams));
        options.put("streams.dir", streamsDir.toString());
        options.put("kafka.bootstrap-servers", SharedStack.bootstrapServers());
        options.put("kafka.dead-letters-topic", deadLetters);
        options.put("kafka.partition-discovery", "1 s");
        options.put("clickhouse.url", SharedStack.clickHouseUrl());
        options.put("clickhouse.user", SharedStack.USER);
        options.put("clickhouse.password", SharedStack.PASSWORD);
        options.put("clickhouse.database", database);
        options.put("checkpoint.interval", "500 ms");
        options.put(
                "checkpoint.dir",
                dir.resolve("checkpoints").toAbsolutePath().toUri().toString());
    }

    /** The built-in definition with topics of this test, and further lines of YAML. */
    private void addStream(String stream, String more) throws Exception {
        try (var yaml = JobTestBed.class.getResourceAsStream("/streams/" + stream + ".yaml")) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
                    + "topic: %s\narrow: {topic: %s}\n%s".formatted(topic(stream), arrowTopic(stream), more);
            Files.writeString(streamsDir.resolve(stream + ".yaml"), text);
        }
    }

    String topic(String stream) {
        return source.name + "-" + stream;
    }

    String arrowTopic(String stream) {
        return name + "-arrow-" + stream;
    }

    JobTestBed with(String option, String value) {
        options.put(option, value);
        return this;
    }

    /** The same settings as the job's own command line. */
    List<String> arguments() {
        return options.entrySet().stream()
                .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                .toList();
    }

    JobSettings settings() {
        ResolvedOptions resolved = SettingsLoader.load(options, null, Map.of());
        return JobSettings.from(resolved);
    }

    LocalJob start() throws Exception {
        return LocalJob.start(settings(), 0);
    }

    void createTopic(String topic, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
                .all()
                .get();
    }

    void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    void growTopic(String topic, int partitions) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(producer.send(record));
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    void send(String topic, List<String> values) throws Exception {
        send(values.stream()
                .map(value -> new ProducerRecord<byte[], byte[]>(topic, value.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** All committed records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedStack.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** A query's answer, tab-separated; {@code {db}} stands for this test's database. */
    String query(String sql) {
        return SharedStack.query(sql.replace("{db}", database));
    }

    long count(String table) {
        return Long.parseLong(query("SELECT count() FROM {db}." + table));
    }

    /** Waits until the table has that many rows, not counting on any engine to collapse repeats. */
    void awaitRows(String table, long rows) throws InterruptedException {
        await("%d rows in %s".formatted(rows, table), () -> count(table) >= rows);
    }

    void awaitDeadLetters(int letters) throws InterruptedException {
        await(letters + " dead letters", () -> read(deadLetters).size() >= letters);
    }

    /** Neither Kafka nor ClickHouse tells of news by itself: both are asked until the condition holds. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited %s for %s".formatted(PATIENCE, what));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
