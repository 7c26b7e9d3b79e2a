package io.arrowgate;

import io.arrowgate.alert.AlertTable;
import io.arrowgate.clickhouse.TableSetup;
import io.arrowgate.config.AlertSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.ingest.KafkaAdmin;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to be there before the job starts: the definitions of its streams, their topics, their tables. */
final class Preparation {
    private Preparation() {}

    /** The definitions of the streams that the settings name, in that order. */
    static List<StreamDefinition> streams(JobSettings settings) {
        Map<String, StreamDefinition> known = StreamDefinitions.load(settings.streamsPath());
        List<StreamDefinition> streams = new ArrayList<>();
        for (String name : settings.streams()) {
            StreamDefinition stream = known.get(name);
            if (stream == null) {
                throw new IllegalArgumentException(
                        "streams: there is no stream '%s'; known are %s, and streams.dir adds more"
                                .formatted(name, known.keySet()));
            }
            streams.add(stream);
        }
        return streams;
    }

    /** Creates topics, if the settings let it, and tables. */
    static void prepare(JobSettings settings, List<StreamDefinition> streams) throws Exception {
        AlertSettings alerts = settings.alerts();
        if (settings.kafka().createTopics()) {
            Set<String> topics = new LinkedHashSet<>(List.of(settings.kafka().deadLettersTopic()));
            if (settings.sink().onRejectedBatch() == OnRejectedBatch.DEAD_LETTER) {
                topics.add(settings.sink().rejectedBatchesTopic());
            }
            for (StreamDefinition stream : streams) {
                topics.add(stream.topic());
                topics.add(stream.arrow().topic());
            }
            KafkaAdmin kafka = new KafkaAdmin(settings.kafka());
            if (alerts.enabled()) {
                topics.add(alerts.topic());
                kafka.createMissingTable(alerts.rulesTopic());
            }
            kafka.createMissing(topics);
        }
        try (TableSetup tables = new TableSetup(settings.clickHouse())) {
            for (StreamDefinition stream : streams) {
                tables.ensure(stream);
            }
            if (alerts.enabled()) {
                tables.ensure(AlertTable.layout(alerts.table()));
            }
        }
    }
}
