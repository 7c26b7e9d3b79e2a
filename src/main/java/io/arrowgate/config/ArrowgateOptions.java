package io.arrowgate.config;

import io.arrowgate.config.KafkaSettings.OnLostTransaction;
import io.arrowgate.config.KafkaSettings.StartingOffsets;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.config.option.ArrowgateOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;

/**
 * Declares every option of the job once. Flags, environment variables, checks and the table of docs/configuration.md
 * derive from here.
 */
public final class ArrowgateOptions {
    private static final List<ArrowgateOption<?>> DECLARED = new ArrayList<>();

    public static final ArrowgateOption<String> JOB_NAME = declare(ArrowgateOption.text(
            "job.name",
            null,
            "Unique name of the job: consumer group, transactional ids and metrics derive from it. Required by the job;"
                    + " the local commands use 'arrowgate'."));
    public static final ArrowgateOption<Duration> JOB_LEASE_DURATION = declare(ArrowgateOption.duration(
            "job.lease-duration",
            Duration.ofSeconds(10),
            "How long the lease of job.name stays valid after its last renewal, and so how long a start may wait after a"
                    + " crash on another machine."));
    public static final ArrowgateOption<Duration> JOB_LEASE_ACQUIRE_TIMEOUT = declare(ArrowgateOption.duration(
                    "job.lease-acquire-timeout",
                    Duration.ofSeconds(60),
                    "How long a start waits for a lease of job.name that another instance holds, before it fails.")
            .replacing("job.lease-timeout"));
    public static final ArrowgateOption<List<String>> STREAMS =
            declare(ArrowgateOption.names("streams", List.of("sensors", "turnstiles"), "Names of the streams to run."));
    public static final ArrowgateOption<String> STREAMS_DIR = declare(
            ArrowgateOption.text(
                    "streams.dir",
                    null,
                    "Directory of further stream definitions (*.yaml); one with a built-in name replaces the built-in definition."));
    public static final ArrowgateOption<Integer> PARALLELISM = declare(ArrowgateOption.number(
            "parallelism",
            0,
            "subtasks",
            "Subtasks of sources, batch operators, sinks and alert operators; 0 for the value of flink run -p, else one per"
                    + " partition of the raw topic, up to the free slots."));
    public static final ArrowgateOption<Duration> CHECKPOINT_INTERVAL = declare(
            ArrowgateOption.duration(
                    "checkpoint.interval",
                    Duration.ofSeconds(2),
                    "How often the job takes a checkpoint: offsets, transactions and pending batches become durable, rows visible."));
    public static final ArrowgateOption<String> CHECKPOINT_DIR = declare(ArrowgateOption.text(
            "checkpoint.dir",
            null,
            "URI of the checkpoints, reachable by every TaskManager; unset for the cluster's own setting."));

    public static final ArrowgateOption<String> KAFKA_BOOTSTRAP_SERVERS = declare(ArrowgateOption.text(
            "kafka.bootstrap-servers", null, "Brokers as host:port, comma separated. Required by the job."));
    public static final ArrowgateOption<Map<String, String>> KAFKA_PROPERTIES = declare(ArrowgateOption.properties(
            "kafka.properties",
            "Properties passed unchanged to every Kafka client, for example kafka.properties.security.protocol=SASL_SSL; a"
                    + " secret may be given as file:PATH."));
    public static final ArrowgateOption<StartingOffsets> KAFKA_STARTING_OFFSETS = declare(ArrowgateOption.choice(
            "kafka.starting-offsets", StartingOffsets.EARLIEST, "Where a job without state starts to read."));
    public static final ArrowgateOption<Duration> KAFKA_PARTITION_DISCOVERY_INTERVAL = declare(ArrowgateOption.duration(
                    "kafka.partition-discovery-interval",
                    Duration.ofSeconds(10),
                    "How often the source looks for new partitions and checks that the topic was not recreated.")
            .replacing("kafka.partition-discovery"));
    public static final ArrowgateOption<Duration> KAFKA_TRANSACTION_TIMEOUT = declare(ArrowgateOption.duration(
            "kafka.transaction-timeout",
            Duration.ofMinutes(15),
            "How long the broker keeps a transaction open, 15 min at most, and so how long a killed job may be down. A"
                    + " checkpoint may take a tenth of it. Outages of ClickHouse may last longer."));
    public static final ArrowgateOption<OnLostTransaction> KAFKA_ON_LOST_TRANSACTION = declare(ArrowgateOption.choice(
            "kafka.on-lost-transaction",
            OnLostTransaction.FAIL,
            "What the job does when the broker has aborted a transaction of a completed checkpoint: it fails, or it"
                    + " continues without the records of that transaction."));
    public static final ArrowgateOption<String> KAFKA_DEAD_LETTERS_TOPIC = declare(ArrowgateOption.text(
            "kafka.dead-letters-topic",
            "dead-letters",
            "Dead letter topic (DLQ): receives records that cannot be decoded."));
    public static final ArrowgateOption<MemorySize> KAFKA_DEAD_LETTER_MAX_BYTES = declare(
            ArrowgateOption.size(
                    "kafka.dead-letter-max-bytes",
                    "900 kb",
                    "Largest dead letter; a value longer than three quarters of it is truncated, as is a key longer than an eighth."));
    public static final ArrowgateOption<String> KAFKA_LEASES_TOPIC = declare(ArrowgateOption.text(
            "kafka.leases-topic",
            "arrowgate-leases",
            "Topic on which running jobs renew the lease of their job.name; the same for all jobs on the brokers."));
    public static final ArrowgateOption<Boolean> KAFKA_CREATE_TOPICS = declare(
            ArrowgateOption.toggle("kafka.create-topics", true, "Whether missing topics are created at start."));
    public static final ArrowgateOption<Integer> KAFKA_NEW_TOPIC_PARTITIONS = declare(ArrowgateOption.number(
            "kafka.new-topic-partitions", 3, "partitions", "Partitions of a topic that the job creates."));
    public static final ArrowgateOption<Integer> KAFKA_NEW_TOPIC_REPLICATION_FACTOR = declare(ArrowgateOption.number(
                    "kafka.new-topic-replication-factor",
                    -1,
                    "replicas",
                    "Replication factor of a topic that the job creates; -1 for the broker's default.")
            .replacing("kafka.new-topic-replication"));

    public static final ArrowgateOption<Integer> BATCH_MAX_ROWS = declare(
            ArrowgateOption.number("batch.max-rows", 100_000, "rows", "A micro-batch closes at this number of rows."));
    public static final ArrowgateOption<Duration> BATCH_MAX_AGE = declare(
            ArrowgateOption.duration(
                    "batch.max-age",
                    Duration.ofSeconds(1),
                    "A micro-batch closes this long after its first row, or at a checkpoint that is due within the same time again."));
    public static final ArrowgateOption<MemorySize> BATCH_MAX_BYTES = declare(ArrowgateOption.size(
            "batch.max-bytes",
            "900 kb",
            "A micro-batch closes at this encoded size; above 1 MB, raise max.message.bytes of the Arrow topics too."));
    public static final ArrowgateOption<Integer> BATCH_MAX_DAYS = declare(ArrowgateOption.number(
            "batch.max-days", 100, "days", "A micro-batch closes at this number of distinct event days."));
    public static final ArrowgateOption<MemorySize> BATCH_ARROW_MEMORY = declare(
            ArrowgateOption.size("batch.arrow-memory", "256 mb", "Limit of the off-heap Arrow memory of one subtask."));

    public static final ArrowgateOption<String> CLICKHOUSE_URL = declare(
            ArrowgateOption.text(
                    "clickhouse.url",
                    null,
                    "URL of ClickHouse's HTTP interface, http:// or https://; several replicas comma separated. Required by the job."));
    public static final ArrowgateOption<String> CLICKHOUSE_USER = declare(
            ArrowgateOption.text("clickhouse.user", "default", "User that may insert, select, and create tables."));
    public static final ArrowgateOption<String> CLICKHOUSE_PASSWORD = declare(
            ArrowgateOption.secret(
                    "clickhouse.password",
                    "",
                    "The user's password, or file:PATH of a file that holds it; do not give it on a command line, which others can read."));
    public static final ArrowgateOption<String> CLICKHOUSE_DATABASE = declare(ArrowgateOption.text(
            "clickhouse.database", "default", "Database that holds the tables; created if it is missing."));
    public static final ArrowgateOption<String> CLICKHOUSE_TLS_CA_CERTIFICATE = declare(ArrowgateOption.text(
            "clickhouse.tls.ca-certificate",
            null,
            "PEM file of the certificate authorities to trust instead of the JVM's, on every machine of the job."));
    public static final ArrowgateOption<String> CLICKHOUSE_TLS_CLIENT_CERTIFICATE = declare(ArrowgateOption.text(
            "clickhouse.tls.client-certificate",
            null,
            "PEM file of a client certificate, on every machine of the job."));
    public static final ArrowgateOption<String> CLICKHOUSE_TLS_CLIENT_KEY = declare(ArrowgateOption.text(
            "clickhouse.tls.client-key",
            null,
            "PEM file of the certificate's RSA key, PKCS#8 without a password, on every machine of the job."));
    public static final ArrowgateOption<String> CLICKHOUSE_CLUSTER = declare(ArrowgateOption.text(
            "clickhouse.cluster",
            null,
            "Cluster on which tables and views are created, with Replicated engines; unset for a single server."));
    public static final ArrowgateOption<String> CLICKHOUSE_INSERT_QUORUM = declare(
            ArrowgateOption.text(
                    "clickhouse.insert-quorum",
                    ClickHouseSettings.MAJORITY,
                    "How many replicas must acknowledge an insert; auto for the majority, 1 for no quorum. Replicated tables only."));
    public static final ArrowgateOption<Duration> CLICKHOUSE_CONNECT_TIMEOUT = declare(ArrowgateOption.duration(
            "clickhouse.connect-timeout", Duration.ofSeconds(10), "Time limit for opening a connection."));
    public static final ArrowgateOption<Duration> CLICKHOUSE_REQUEST_TIMEOUT = declare(ArrowgateOption.duration(
            "clickhouse.request-timeout",
            Duration.ofSeconds(60),
            "Time limit of an insert: after it, the client gives up and the server cancels the insert."));
    public static final ArrowgateOption<Duration> CLICKHOUSE_RETRY_INITIAL_BACKOFF = declare(ArrowgateOption.duration(
            "clickhouse.retry.initial-backoff",
            Duration.ofMillis(200),
            "Back-off before the first retry; it doubles with each retry, with jitter."));
    public static final ArrowgateOption<Duration> CLICKHOUSE_RETRY_MAX_BACKOFF = declare(ArrowgateOption.duration(
            "clickhouse.retry.max-backoff", Duration.ofSeconds(30), "Longest back-off between two attempts."));
    public static final ArrowgateOption<Duration> CLICKHOUSE_RETRY_MAX_DURATION = declare(ArrowgateOption.duration(
            "clickhouse.retry.max-duration",
            null,
            "How long one batch is retried before the job fails; unset to retry without limit."));
    public static final ArrowgateOption<Integer> CLICKHOUSE_MAX_INFLIGHT_INSERTS = declare(ArrowgateOption.number(
            "clickhouse.max-inflight-inserts",
            2,
            "inserts",
            "How many new batches one subtask inserts concurrently; each uses a connection."));
    public static final ArrowgateOption<OnRejectedBatch> CLICKHOUSE_ON_REJECTED_BATCH = declare(ArrowgateOption.choice(
            "clickhouse.on-rejected-batch",
            OnRejectedBatch.FAIL,
            "What happens to a batch whose content ClickHouse rejects twice: the job fails, or the batch goes to"
                    + " clickhouse.rejected-batches-topic and the job continues."));
    public static final ArrowgateOption<String> CLICKHOUSE_REJECTED_BATCHES_TOPIC = declare(ArrowgateOption.text(
            "clickhouse.rejected-batches-topic",
            "dead-letters.batches",
            "Topic for rejected batches, if clickhouse.on-rejected-batch is dead-letter."));
    public static final ArrowgateOption<Integer> CLICKHOUSE_MAX_CONSECUTIVE_REJECTED_BATCHES =
            declare(ArrowgateOption.number(
                    "clickhouse.max-consecutive-rejected-batches",
                    10,
                    "batches",
                    "After this many rejected batches in a row, a subtask stops diverting and retries until an insert succeeds:"
                            + " the table is then the likely cause."));
    public static final ArrowgateOption<MemorySize> CLICKHOUSE_SPILL_THRESHOLD = declare(ArrowgateOption.size(
                    "clickhouse.spill-threshold",
                    "1 mb",
                    "Pending batches of one subtask beyond this size are spilled to files instead of kept in memory and checkpoint state.")
            .replacing("clickhouse.pending-memory"));
    public static final ArrowgateOption<MemorySize> CLICKHOUSE_MAX_BUFFERED_BYTES = declare(ArrowgateOption.size(
                    "clickhouse.max-buffered-bytes",
                    "1 gb",
                    "Pending batches of one subtask, in memory and spilled; beyond this size the source is throttled.")
            .replacing("clickhouse.max-pending"));
    public static final ArrowgateOption<String> CLICKHOUSE_SPILL_DIR = declare(ArrowgateOption.text(
            "clickhouse.spill-dir",
            null,
            "URI for spilled batches, reachable by every TaskManager; unset for a folder next to the checkpoints."));

    public static final ArrowgateOption<Boolean> ALERTS_ENABLED =
            declare(ArrowgateOption.toggle("alerts.enabled", true, "Whether alert rules are evaluated."));
    public static final ArrowgateOption<String> ALERTS_TOPIC = declare(ArrowgateOption.text(
            "alerts.topic", "alerts", "Topic for alerts as JSON, written as soon as they fire or resolve."));
    public static final ArrowgateOption<String> ALERTS_RULES_TOPIC = declare(
            ArrowgateOption.text(
                    "alerts.rules-topic",
                    "alert-rules",
                    "Topic from which the running job reads rule changes, in addition to the rules of the stream definitions."));
    public static final ArrowgateOption<String> ALERTS_TABLE = declare(ArrowgateOption.text(
            "alerts.table", "alerts", "ClickHouse table of the alerts, in the database of the streams' tables."));
    public static final ArrowgateOption<Duration> ALERTS_SERIES_TTL = declare(ArrowgateOption.duration(
            "alerts.series-ttl",
            Duration.ofDays(7),
            "How long the state of a series is kept without events; after that, its rules start from scratch."));
    public static final ArrowgateOption<MemorySize> ALERTS_STATE_MEMORY = declare(
            ArrowgateOption.size(
                    "alerts.state-memory",
                    "256 mb",
                    "Limit of the heap memory in which one subtask keeps the alert state of the series seen last; others are in RocksDB."));
    public static final ArrowgateOption<Boolean> REPORTS_ENABLED = declare(ArrowgateOption.toggle(
            "reports.enabled", true, "Whether the tables and views of reports are created and refreshed."));
    public static final ArrowgateOption<Duration> REPORTS_REFRESH_INTERVAL = declare(ArrowgateOption.duration(
                    "reports.refresh-interval",
                    Duration.ofSeconds(10),
                    "How often the derived tables of reports are refreshed; less often while a refresh takes long.")
            .replacing("reports.interval"));

    public static final ArrowgateOption<String> LAKE_PATH = declare(
            ArrowgateOption.text(
                    "lake.path",
                    null,
                    "Folder or URI, such as s3://bucket/lake, that also keeps each batch as an Arrow file; unset for no files."));

    /** Lists all options in the order of declaration, which is that of {@code docs/configuration.md}. */
    public static final List<ArrowgateOption<?>> ALL = List.copyOf(DECLARED);

    private ArrowgateOptions() {}

    private static <T> ArrowgateOption<T> declare(ArrowgateOption<T> option) {
        DECLARED.add(option);
        return option;
    }
}
