package io.arrowgate;

import io.arrowgate.alert.notify.AlertTable;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.AlertSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.report.ViewMigrations;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates missing topics, tables and views before the job starts. */
public final class JobPreparation {
    private JobPreparation() {}

    /** Creates topics (if {@code kafka.create-topics} is set), tables and the views of reports. */
    static void prepare(JobSettings settings, List<StreamDefinition> streams) throws Exception {
        AlertSettings alerts = settings.alerts();
        if (settings.kafka().createTopics()) {
            Set<String> topics = new LinkedHashSet<>();
            if (settings.sink().onRejectedBatch() == OnRejectedBatch.DEAD_LETTER) {
                topics.add(settings.sink().rejectedBatchesTopic());
            }
            for (StreamDefinition stream : streams) {
                topics.add(stream.topic());
                topics.add(stream.arrow().topic());
            }
            KafkaAdmin kafka = new KafkaAdmin(settings.kafka());
            kafka.createMissingArchive(settings.kafka().deadLettersTopic());
            if (alerts.enabled()) {
                topics.add(alerts.topic());
                kafka.createMissingTable(alerts.rulesTopic());
            }
            kafka.createMissing(topics);
        }
        clickHouse(settings, streams);
    }

    /**
     * Creates missing tables of streams, alerts and reports, and the views of reports.
     *
     * @return the outcome of each migration in the order of application; empty if reports are disabled
     */
    public static Map<String, ViewMigrations.Outcome> clickHouse(JobSettings settings, List<StreamDefinition> streams)
            throws SQLException {
        boolean reports = settings.reports().enabled();
        try (TableSetup tables = new TableSetup(settings.clickHouse())) {
            for (StreamDefinition stream : streams) {
                tables.ensure(stream);
            }
            if (settings.alerts().enabled()) {
                tables.ensure(AlertTable.layout(settings.alerts().table()));
            }
            if (reports) {
                tables.ensure(DeadLetterTable.layout());
            }
        }
        if (!reports) {
            return Map.of();
        }
        try (DerivedTableRefresh derived = new DerivedTableRefresh(settings.clickHouse())) {
            for (StreamDefinition stream : streams) {
                derived.createTables(stream);
            }
        }
        try (ViewMigrations viewMigrations =
                new ViewMigrations(settings.clickHouse(), settings.alerts().table())) {
            return viewMigrations.apply(streams);
        }
    }
}
