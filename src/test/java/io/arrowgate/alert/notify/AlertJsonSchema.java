package io.arrowgate.alert.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Validates JSON against the published schema of alerts. */
final class AlertJsonSchema {
    private final Schema schema;

    AlertJsonSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(), InputFormat.JSON);
    }

    /** Holds the published schema. */
    static String text() throws IOException {
        try (InputStream json = Alert.class.getResourceAsStream("/schemas/alert.schema.json")) {
            return new String(json.readAllBytes(), UTF_8);
        }
    }

    /** Returns the violations; empty for a valid alert. */
    List<String> faults(byte[] json) {
        return faults(new String(json, UTF_8));
    }

    List<String> faults(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
