package io.arrowgate.tools.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventShapeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static byte[] event(EventShape shape) throws Exception {
        return shape.adapt(new SyntheticSensors(
                        shape.series(), 1, Instant.parse("2024-05-01T00:00:00Z"), Duration.ofSeconds(1)))
                .next()
                .value();
    }

    @Test
    void everyColumnOfTheNestedDefinitionHasAValue() throws Exception {
        EventShape shape = new EventShape(10, 0, true);
        JsonNode nested = JSON.readTree(event(shape));
        JsonNode flat = JSON.readTree(event(new EventShape(10, 0, false)));
        StreamDefinition definition;
        try (InputStream builtIn = StreamDefinitions.class.getResourceAsStream("/streams/sensors.yaml")) {
            String yaml = shape.adapt(new String(builtIn.readAllBytes(), UTF_8));
            definition = StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "nested");
        }

        assertThat(definition.columns()).allSatisfy(column -> {
            String path = column.source().get(0).toString();
            assertThat(nested.at("/" + path.replace('.', '/'))).isEqualTo(flat.get(column.name()));
        });
        assertThat(definition.columns()).extracting(ColumnDefinition::name).hasSize(flat.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fillerGivesTheEventItsSize(boolean nested) throws Exception {
        byte[] event = event(new EventShape(10, 1_400, nested));

        assertThat(event).hasSize(1_400);
        assertThat(JSON.readTree(event).get("note").asText()).startsWith("xxx");
    }
}
