package io.arrowgate.alert.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertJsonTest {
    private static final String FULL = new String(AlertJson.bytes(TestAlert.alert("0a", AlertState.FIRING)), UTF_8);

    private final AlertJsonSchema schema = new AlertJsonSchema();

    AlertJsonTest() throws IOException {}

    @Test
    void everyMemberIsWrittenInSnakeCase() {
        assertThat(FULL).isEqualTo("""
                        {"id":"0a","state":"firing","rule":"hot","kind":"threshold","severity":"critical",\
                        "stream":"sensors","series":{"SCP":"02-00-00","CA":"it's \\"A\\\\001\\", {x: ?}"},\
                        "labels":{"STATION":"Straße 1"},"field":"cpu_used","value":97.25,"threshold":90.0,"score":0.5,\
                        "expected":[40.0,60.5],\
                        "first_time":"2024-05-01T12:00:00.000001Z","last_time":"2024-05-01T12:00:10.000001Z",\
                        "readings":11,"text":"cpu_used is 97.25 %\\nfor 10 s","topic_id":"topic-A","partition":2,\
                        "offset":1099511627776,"row":3,"emitted_at":"2024-05-01T12:00:11.500Z"}""");
    }

    @Test
    void missingMembersAreNullAndTimesKeepDigits() {
        assertThat(new String(AlertJson.bytes(TestAlert.bare()), UTF_8))
                .contains(
                        "\"series\":{}",
                        "\"field\":null,\"value\":null,\"threshold\":null,\"score\":null,\"expected\":null")
                .contains("\"emitted_at\":\"2024-05-01T12:00:00.000Z\"");
    }

    @Test
    void writtenAlertsMatchSchema() {
        assertThat(schema.faults(FULL)).isEmpty();
        assertThat(schema.faults(AlertJson.bytes(TestAlert.bare()))).isEmpty();
    }

    @Test
    void schemaDescribesAndRequiresEveryMember() throws IOException {
        JsonNode described = new ObjectMapper().readTree(AlertJsonSchema.text());
        List<String> required = new ArrayList<>();
        described.get("required").forEach(member -> required.add(member.asText()));
        List<String> written = new ArrayList<>();
        new ObjectMapper().readTree(FULL).fieldNames().forEachRemaining(written::add);

        assertThat(required).isEqualTo(written);
        assertThat(described.get("properties").fieldNames()).toIterable().containsExactlyElementsOf(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "state":"firing"                 | "state":"FIRING"
            "severity":"critical"            | "severity":"fatal"
            "id":"0a"                        | "id":"no hex"
            "value":97.25                    | "value":"97.25"
            "SCP":"02-00-00"                 | "SCP":2
            "readings":11                    | "readings":-1
            "readings":11                    | "readings":1.5
            "expected":[40.0,60.5]           | "expected":[40.0]
            "expected":[40.0,60.5]           | "expected":"40.0"
            12:00:00.000001Z                 | 12:00:00.000Z
            12:00:11.500Z                    | 12:00:11.500+02:00
            "rule":"hot",                    | ``
            """)
    void schemaRejectsInvalidAlerts(String right, String wrong) {
        String broken = FULL.replace(right, wrong);

        assertThat(broken).isNotEqualTo(FULL);
        assertThat(schema.faults(broken)).isNotEmpty();
    }
}
