package io.arrowgate.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Checks that templates of earlier records do not change what a record becomes. */
class JsonTemplateDecoderTest {
    private static final long TIMESTAMP = 1_715_600_000_000L;
    private static final byte[] KEY = {'k'};

    @Test
    void recordsOfChangingTemplatesAreReadAsIfAlone() {
        StreamDefinition definition = TestStreams.read("""
                name: s
                format: json
                event-time: {column: ts}
                series-key: [dev]
                columns:
                  - {name: dev, type: string, required: true, source: [id.dev]}
                  - {name: ts, type: timestamp, required: true, formats: [epoch-s, "yyyy-MM-dd'T'HH:mm:ssX"]}
                  - {name: t, type: float64, source: [data.t]}
                  - {name: "n", type: int64, aliases: [data.n]}
                  - {name: u, type: uint64}
                  - {name: "on", type: boolean}
                  - {name: text, type: string}
                  - {name: day, type: date}
                  - {name: raw, type: json, source: [data]}
                  - {name: first, type: int32, source: ["list[0].v"]}
                  - {name: key, type: string, source: [_key]}
                """);
        String[] devices = {
            "{\"dev\":\"a\"}", "{\"dev\":\"b\",\"x\":[1,2]}", "{\"dev\":\"\u00e9\"}", "{\"dev\":7}", "{}"
        };
        String[] times = {"1715594400", "1715594400.5", "\"2024-05-13T10:00:00Z\"", "1.7155944e9", "null", "true"};
        String[] fields = {
            "\"data\":{\"t\":1.5}",
            "\"data\":{\"t\":null}",
            "\"data\":{\"t\":NaN}",
            "\"data\":{\"t\":\"N/A\",\"h\":-2}",
            "\"data\":{\"t\":1,\"h\":2}",
            "\"data\":{\"t\":1,\"h\":NaN}",
            "\"data\":{}",
            "\"data\":[1]",
            "\"data\":{\"n\":3}",
            "\"data.t\":null",
            "\"n\":9007199254740993",
            "\"n\":1e3",
            "\"n\":1.0",
            "\"n\":-0",
            "\"n\":12345678901234567890",
            "\"u\":18446744073709551615",
            "\"u\":-1",
            "\"on\":true",
            "\"on\":false",
            "\"on\":1",
            "\"on\":\"off\"",
            "\"on\":null",
            "\"text\":true",
            "\"text\":1.50",
            "\"text\":null",
            "\"text\":\"\u00fc\"",
            "\"day\":19844",
            "\"day\":\"2024-05-13\"",
            "\"list\":[]",
            "\"list\":[{\"v\":1}]",
            "\"list\":[{\"v\":1},{\"v\":2}]",
            "\"list\":[{}]",
            "\"_key\":null",
            "\"_key\":\"k\"",
            "\"other\":{\"a\":[true,null]}",
        };
        DecodedRows reused = new DecodedRows(definition);
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder json = new StringBuilder("{\"id\":").append(usual(devices, random));
            json.append(",\"ts\":").append(usual(times, random));
            for (int j = random.nextInt(3); j > 0; j--) {
                json.append(',').append(oneOf(fields, random));
            }
            String record = json.append('}').toString();

            assertThat(outcome(reused, record)).as(record).isEqualTo(outcome(new DecodedRows(definition), record));
        }
    }

    private static String oneOf(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }

    /** Mostly the first, so that the templates of many records match. */
    private static String usual(String[] choices, Random random) {
        return random.nextBoolean() ? choices[0] : oneOf(choices, random);
    }

    private static Object outcome(DecodedRows rows, String json) {
        try {
            byte[] value = json.getBytes(StandardCharsets.UTF_8);
            return rows.decode(new RawRecord().set("s", 0, 0, TIMESTAMP, KEY, value, new RecordHeaders()));
        } catch (UndecodableRecordException e) {
            return e.getMessage();
        }
    }
}
