package io.arrowgate.tools.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.JobSettings;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.record.KeyedRecord;
import java.util.Map;

/** Sends additional alert rules to the running job, with timeouts short enough for a demo. */
final class DemoRules {
    private static final Map<String, String> RULES = Map.of(
            "pump-hot", """
                    {"stream": "sensors", "kind": "threshold", "field": "cpu_used", "comparison": ">", "value": 90, "for": "2 s",
                     "hold": "1 s", "series": {"device": "pump-*"}}
                    """,
            "pump-jump", """
                    {"stream": "sensors", "kind": "change", "field": "cpu_used", "direction": "rise", "by": 50, "within": "1 s",
                     "hold": "1 s", "series": {"device": "pump-*"}}
                    """,
            "pump-odd", """
                    {"stream": "sensors", "kind": "anomaly", "field": "memory_used", "threshold": 0.8,
                     "hold": "1 s", "series": {"device": "pump-*"}}
                    """,
            "pump-silent", """
                    {"stream": "sensors", "kind": "absent", "for": "2 s", "series": {"device": "pump-7"}}
                    """);

    private DemoRules() {}

    static void send(JobSettings settings) {
        try (RecordProducer producer = new RecordProducer(
                settings.kafka().bootstrapServers(),
                settings.kafka().clientProperties(),
                settings.alerts().rulesTopic())) {
            RULES.forEach((name, rule) -> producer.send(new KeyedRecord(name.getBytes(UTF_8), rule.getBytes(UTF_8))));
            producer.flush();
        }
    }
}
