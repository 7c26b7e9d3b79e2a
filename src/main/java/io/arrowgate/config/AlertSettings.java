package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;
import static io.arrowgate.config.option.SettingChecks.checkPositive;
import static io.arrowgate.config.option.SettingChecks.checkTopic;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/**
 * Describes whether alert rules are evaluated and where alerts and rules are stored.
 *
 * @param enabled whether rules are evaluated at all
 * @param topic Kafka topic that alerts are written to
 * @param rulesTopic Kafka topic that rule changes are read from while the job runs
 * @param table of the alerts, in the database of the streams' tables
 * @param seriesTtl how long the state of a series is kept without events
 * @param stateMemory limit of the memory in which one subtask keeps the state of series
 */
public record AlertSettings(
        boolean enabled, String topic, String rulesTopic, String table, Duration seriesTtl, MemorySize stateMemory)
        implements Serializable {
    private static final MemorySize MIN_STATE_MEMORY = MemorySize.ofMebiBytes(1);

    private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public AlertSettings {
        checkTopic(ArrowgateOptions.ALERTS_TOPIC, topic);
        checkTopic(ArrowgateOptions.ALERTS_RULES_TOPIC, rulesTopic);
        check(
                !rulesTopic.equals(topic),
                ArrowgateOptions.ALERTS_RULES_TOPIC,
                rulesTopic,
                "is also alerts.topic; give each its own topic");
        check(
                table != null && TABLE_NAME.matcher(table).matches(),
                ArrowgateOptions.ALERTS_TABLE,
                table,
                "is not a table name; use letters, digits and '_', and set the database with clickhouse.database");
        checkPositive(ArrowgateOptions.ALERTS_SERIES_TTL, seriesTtl);
        check(
                stateMemory.compareTo(MIN_STATE_MEMORY) >= 0,
                ArrowgateOptions.ALERTS_STATE_MEMORY,
                stateMemory,
                "is too little to cache anything; set at least " + MIN_STATE_MEMORY.toHumanReadableString());
    }

    static AlertSettings from(ResolvedOptions options) {
        return new AlertSettings(
                options.get(ArrowgateOptions.ALERTS_ENABLED),
                options.get(ArrowgateOptions.ALERTS_TOPIC),
                options.get(ArrowgateOptions.ALERTS_RULES_TOPIC),
                options.get(ArrowgateOptions.ALERTS_TABLE),
                options.get(ArrowgateOptions.ALERTS_SERIES_TTL),
                options.get(ArrowgateOptions.ALERTS_STATE_MEMORY));
    }
}
