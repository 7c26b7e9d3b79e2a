package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.FuzzedStream;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.SingleRow;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.load.record.KeyedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionRecordSourceTest {
    private static final int SERIES = 7;
    private static final int RECORDS = 700;
    private static final Instant START = Instant.parse("2024-05-01T12:00:00Z");

    static Stream<StreamDefinition> streams() {
        return Stream.of(
                        StreamDefinitions.load(Path.of("examples/streams")).values().stream(),
                        Stream.of(FuzzedStream.values()).map(FuzzedStream::definition),
                        Stream.of(each("a[1].\"b.c\"", "_each_value"), each("sensors.*", "_each_key")))
                .flatMap(streams -> streams);
    }

    private static StreamDefinition each(String path, String device) {
        return TestStreams.read("""
                name: s
                format: json
                each: '%s'
                event-time: {column: at}
                series-key: [device]
                columns:
                  - {name: device, type: string, required: true, source: [%s]}
                  - {name: at, type: timestamp, required: true}
                  - {name: v, type: float64}
                """.formatted(path, device));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyRecordOfEveryStreamIsARowWithEveryCellThatAFirstLayoutHas(StreamDefinition stream) throws Exception {
        DefinitionRecordSource records = new DefinitionRecordSource(stream, SERIES, 1, START, Duration.ofSeconds(1));
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowBuffer row = new RowBuffer(stream.columns().size());
        Set<String> keys = new HashSet<>();
        int eventTime = stream.columnIndex(stream.eventTime().column());
        for (int i = 0; i < RECORDS; i++) {
            KeyedRecord generated = records.next();
            RawRecord record =
                    new RawRecord().set("t", 0, 0, START.toEpochMilli(), null, generated.value(), new RecordHeaders());
            SingleRow.decode(decoder, record, row);
            keys.add(new String(generated.key(), UTF_8));
            assertThat(Instant.EPOCH.plus(row.bits(eventTime), ChronoUnit.MICROS))
                    .isBetween(START.minusSeconds(1), START.plusSeconds(RECORDS / SERIES));
        }
        assertThat(keys).hasSize(SERIES);
        assertThat(decoder.unknownFields())
                .as("the array, if there is one")
                .isEqualTo(stream.each() == null ? 0 : RECORDS);
    }

    @Test
    void pathsBecomeObjectsAndArrays() {
        StreamDefinition stream = TestStreams.read("""
                name: nested
                format: json
                event-time: {column: at}
                series-key: [device]
                columns:
                  - {name: device, type: string, required: true, source: [ids.device]}
                  - {name: at, type: timestamp, required: true, source: [meta.time], formats: [epoch-s]}
                  - {name: meta, type: json}
                  - {name: mode, type: string, source: ['"a.b"']}
                  - {name: rssi, type: int32, source: ["rx[1].rssi"]}
                  - {name: site, type: string, source: [_key.site]}
                """);
        DefinitionRecordSource records = new DefinitionRecordSource(stream, 1, 1, START, Duration.ofSeconds(1));

        assertThat(new String(records.next().value(), UTF_8))
                .isEqualTo("{\"ids\":{\"device\":\"device-0000\"},\"meta\":{\"time\":1714564800},"
                        + "\"a.b\":\"mode-0\",\"rx\":[null,{\"rssi\":50}],\"_key.site\":\"site-0\"}");
    }

    @Test
    void theSameSeedAndStartGiveTheSameRecords() {
        StreamDefinition stream =
                StreamDefinitions.load(Path.of("examples/streams")).get("telemetry");
        DefinitionRecordSource one = new DefinitionRecordSource(stream, SERIES, 1, START, Duration.ofMillis(1));
        DefinitionRecordSource same = new DefinitionRecordSource(stream, SERIES, 1, START, Duration.ofMillis(1));
        DefinitionRecordSource other = new DefinitionRecordSource(stream, SERIES, 2, START, Duration.ofMillis(1));
        boolean differs = false;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = one.next().value();
            assertThat(same.next().value()).isEqualTo(value);
            differs |= !Arrays.equals(other.next().value(), value);
        }
        assertThat(differs).isTrue();
    }
}
