package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;
import static io.arrowgate.config.option.SettingChecks.checkAtLeast;
import static io.arrowgate.config.option.SettingChecks.checkPositive;
import static io.arrowgate.config.option.SettingChecks.checkPresent;

import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/**
 * Describes all settings of a job, validated.
 *
 * @param jobName required and unique: consumer group, transactional ids and metrics derive from it
 * @param lease that a running job holds, which allows one running instance for each name
 * @param streams names of the streams to run
 * @param streamsDir further stream definitions; null for none
 * @param parallelism of the widest operators; 0 for the topic's number of partitions, up to the free slots
 * @param checkpointInterval how often offsets, transactions and pending batches become durable
 * @param checkpointDir a URI that every TaskManager reaches; null for the cluster's own setting
 * @param kafka how the job connects to Kafka
 * @param batch when micro-batches close
 * @param clickHouse how the job connects to ClickHouse
 * @param sink how pending batches are buffered and rejected ones handled
 * @param alerts whether rules are evaluated, and where alerts go
 * @param reports whether and how often derived tables are refreshed
 * @param lake whether and where batches are kept as files
 */
public record JobSettings(
        String jobName,
        LeaseSettings lease,
        List<String> streams,
        String streamsDir,
        int parallelism,
        Duration checkpointInterval,
        String checkpointDir,
        KafkaSettings kafka,
        BatchSettings batch,
        ClickHouseSettings clickHouse,
        SinkSettings sink,
        AlertSettings alerts,
        ReportSettings reports,
        LakeSettings lake)
        implements Serializable {
    /** Equals Flink's own minimum. */
    private static final Duration MIN_CHECKPOINT_INTERVAL = Duration.ofMillis(10);

    /** Kafka's default {@code max.message.bytes}, less room for keys, headers and the dictionaries of a late split. */
    private static final int SAFE_MESSAGE_BYTES = 1_048_588 - 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    public JobSettings {
        checkPresent(ArrowgateOptions.JOB_NAME, jobName);
        check(
                NAME.matcher(jobName).matches(),
                ArrowgateOptions.JOB_NAME,
                jobName,
                "cannot name consumer groups and metrics; give up to 200 letters, digits, '.', '_' and '-'");
        streams = List.copyOf(streams);
        check(!streams.isEmpty(), ArrowgateOptions.STREAMS, streams, "names no stream; give for example sensors");
        check(
                streams.stream().distinct().count() == streams.size(),
                ArrowgateOptions.STREAMS,
                String.join(",", streams),
                "contains a duplicate; give each stream once");
        checkAtLeast(0, ArrowgateOptions.PARALLELISM, parallelism);
        checkPositive(ArrowgateOptions.CHECKPOINT_INTERVAL, checkpointInterval);
        check(
                checkpointInterval.compareTo(MIN_CHECKPOINT_INTERVAL) >= 0,
                ArrowgateOptions.CHECKPOINT_INTERVAL,
                checkpointInterval,
                "is too short; give 10 ms or more");
        Duration longest = kafka.transactionTimeout().dividedBy(TransactionLimits.MIN_INTERVALS);
        check(
                checkpointInterval.compareTo(longest) <= 0,
                ArrowgateOptions.CHECKPOINT_INTERVAL,
                TimeUtils.formatWithHighestUnit(checkpointInterval),
                "is more than a third of kafka.transaction-timeout, so that Kafka could abort a transaction before its"
                        + " checkpoint commits it; give %s or less, or raise kafka.transaction-timeout"
                                .formatted(TimeUtils.formatWithHighestUnit(longest)));
    }

    /**
     * Reads the settings from the options.
     *
     * @throws InvalidSettingException naming key, value, origin and what to do
     */
    public static JobSettings from(ResolvedOptions options) {
        try {
            return new JobSettings(
                    options.get(ArrowgateOptions.JOB_NAME),
                    LeaseSettings.from(options),
                    options.get(ArrowgateOptions.STREAMS),
                    options.get(ArrowgateOptions.STREAMS_DIR),
                    options.get(ArrowgateOptions.PARALLELISM),
                    options.get(ArrowgateOptions.CHECKPOINT_INTERVAL),
                    options.get(ArrowgateOptions.CHECKPOINT_DIR),
                    KafkaSettings.from(options),
                    BatchSettings.from(options),
                    ClickHouseSettings.from(options),
                    SinkSettings.from(options),
                    AlertSettings.from(options),
                    ReportSettings.from(options),
                    LakeSettings.from(options));
        } catch (InvalidSettingException e) {
            throw options.isGiven(e.key()) ? e.from(options.origin(e.key())) : e;
        }
    }

    /** Returns warnings about valid but risky settings, for the log at start. */
    public List<String> warnings() {
        if (batch.maxBytes() <= SAFE_MESSAGE_BYTES) {
            return List.of();
        }
        return List.of(("%s: %d bytes exceed Kafka's default message limit; raise max.message.bytes of the Arrow"
                        + " topics and kafka.properties.max.request.size, or give 900 kb")
                .formatted(ArrowgateOptions.BATCH_MAX_BYTES.key(), batch.maxBytes()));
    }

    /** Returns how long checkpoints may take and transactions may stay uncommitted. */
    public TransactionLimits transactionLimits() {
        return TransactionLimits.of(kafka.transactionTimeout(), checkpointInterval);
    }

    /** Returns the directory of stream definitions; null if only the built-in streams are known. */
    public Path streamsPath() {
        return streamsDir == null ? null : Path.of(streamsDir);
    }
}
