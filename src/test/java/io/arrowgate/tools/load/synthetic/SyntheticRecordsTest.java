package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.LimitedSource;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.record.UndecodableRecordSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticRecordsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = Instant.parse("2024-05-01T23:59:59.900Z");

    @Test
    void sameSeedGivesTheSameRecordsAndAnotherSeedOthers() throws IOException {
        assertThat(values(sensors(7), 1_000))
                .isEqualTo(values(sensors(7), 1_000))
                .isNotEqualTo(values(sensors(8), 1_000));
        assertThat(values(turnstiles(7), 1_000))
                .isEqualTo(values(turnstiles(7), 1_000))
                .isNotEqualTo(values(turnstiles(8), 1_000));
    }

    @Test
    void sensorReadingsAreJsonOfAbout140Bytes() throws IOException {
        List<String> readings = values(sensors(7), 1_000);

        assertThat(readings).allSatisfy(reading -> {
            JsonNode json = JSON.readTree(reading);
            assertThat(json.get("cpu_used").asDouble() + json.get("cpu_free").asDouble())
                    .isEqualTo(100, within());
            assertThat(json.get("memory_used").asDouble()).isBetween(0.0, 100.0);
            assertThat(json.get("run_elapsed_ms").isInt()).isTrue();
            assertThat(json.size()).isEqualTo(7);
            assertThat(reading.length()).isBetween(130, 165);
        });
    }

    @Test
    void sensorTimesAdvanceEvenlyOverTheDevices() throws IOException {
        List<String> readings = values(new SyntheticSensors(4, 1, START, Duration.ofSeconds(1)), 5);

        assertThat(readings)
                .extracting(reading -> JSON.readTree(reading).get("ts").asText())
                .containsExactly(
                        "2024-05-01T23:59:59.900Z",
                        "2024-05-02T00:00:00.150Z",
                        "2024-05-02T00:00:00.400Z",
                        "2024-05-02T00:00:00.650Z",
                        "2024-05-02T00:00:00.900Z");
    }

    @Test
    void turnstileAuditsHaveElevenFieldsAndTheKeyOfTheirSeries() throws IOException {
        RecordSource source = turnstiles(7);
        for (int i = 0; i < 5_000; i++) {
            KeyedRecord record = source.next();
            String audit = new String(record.value(), UTF_8);
            assertThat(audit.split(",", -1)).hasSize(11);
            assertThat(audit).startsWith(new String(record.key(), UTF_8) + ",");
        }
    }

    @Test
    void everyTurnstileIsADistinctSeries() throws IOException {
        assertThat(values(new SyntheticTurnstiles(2_000, 1, START), 2_000))
                .filteredOn(audit -> audit.contains("REGULAR"))
                .extracting(audit -> audit.substring(0, audit.indexOf(",", 10)))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(1_900);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "1000, 100", "1001, 100", "5000, 7"})
    void turnstileAuditsEndNow(int events, int series) throws IOException {
        Instant now = Instant.parse("2024-05-01T12:34:56Z");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("MM/dd/yyyy,HH:mm:ss", Locale.ROOT);

        Instant last = values(SyntheticTurnstiles.endingAt(now, events, series, 1), events).stream()
                .map(audit -> audit.split(","))
                .map(fields -> LocalDateTime.parse(fields[6] + "," + fields[7], format)
                        .atZone(ZoneId.of("America/New_York"))
                        .toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();

        assertThat(last).isBetween(now.minus(Duration.ofHours(16)), now);
    }

    @Test
    void turnstileTimesAreLocalTimesOfNewYork() throws IOException {
        assertThat(values(new SyntheticTurnstiles(1, 1, START), 2).get(0)).contains(",05/01/2024,19:00:00,REGULAR,");
    }

    @Test
    void auditsHaveBackwardRegistersResetsAndDuplicates() throws IOException {
        Map<String, Long> registers = new HashMap<>();
        Map<String, String> times = new HashMap<>();
        int backwards = 0;
        int resets = 0;
        int recovered = 0;
        for (String audit : values(new SyntheticTurnstiles(500, 3, START), 50_000)) {
            String[] fields = audit.split(",", -1);
            String key = String.join(",", fields[0], fields[1], fields[2]);
            String time = fields[6] + fields[7];
            if (fields[8].equals("RECOVR AUD")) {
                recovered++;
                assertThat(time).isEqualTo(times.get(key));
                continue;
            }
            long entries = Long.parseLong(fields[9]);
            long before = registers.getOrDefault(key, entries);
            resets += entries < 100 && before > entries ? 1 : 0;
            backwards += entries >= 100 && before > entries ? 1 : 0;
            registers.put(key, entries);
            times.put(key, time);
        }
        assertThat(backwards).isPositive();
        assertThat(resets).isPositive();
        assertThat(recovered).isBetween(100, 400);
    }

    @Test
    void undecodableRecordsComeBetweenAndAfterGoodOnes() throws IOException {
        RecordSource source = new UndecodableRecordSource(new LimitedSource(sensors(1), 250), 5);
        List<String> values = new ArrayList<>();
        for (KeyedRecord record = source.next(); record != null; record = source.next()) {
            values.add(new String(record.value(), UTF_8));
        }
        assertThat(values).hasSize(255);
        assertThat(values.get(100)).isEqualTo("this is no record");
        assertThat(values.subList(252, 255)).noneMatch(value -> value.contains("cpu_used"));
    }

    @Test
    void fleetWithoutDevicesIsRejected() {
        assertThatThrownBy(() -> new SyntheticTurnstiles(0, 1, START))
                .hasMessage("series: '0' is too small; give 1 or more");
    }

    @Test
    void failingPumpIsBusyForThreeSecondsAndLaterAbsentForEight() throws IOException {
        List<JsonNode> readings = new ArrayList<>();
        for (String reading : values(new TroubledPump(7, START), 30 * TroubledPump.READINGS_PER_SECOND)) {
            readings.add(JSON.readTree(reading));
        }

        assertThat(secondsOf(readings, "pump-8", "cpu_used", 0)).containsExactlyElementsOf(seconds(0, 30));
        assertThat(secondsOf(readings, "pump-7", "cpu_used", 0)).containsExactlyElementsOf(seconds(0, 17, 25, 30));
        assertThat(secondsOf(readings, "pump-7", "cpu_used", 90)).containsExactlyElementsOf(seconds(8, 11));
        assertThat(secondsOf(readings, "pump-7", "memory_used", 80)).containsExactlyElementsOf(seconds(8, 11));
    }

    private static List<Long> seconds(int... beginsAndEnds) {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < beginsAndEnds.length; i += 2) {
            for (long second = beginsAndEnds[i]; second < beginsAndEnds[i + 1]; second++) {
                seconds.add(second);
            }
        }
        return seconds;
    }

    /** Returns the seconds since the start in which a device has a reading above a bound. */
    private static List<Long> secondsOf(List<JsonNode> readings, String device, String field, double above) {
        return readings.stream()
                .filter(reading -> reading.get("device").asText().equals(device)
                        && reading.get(field).asDouble() > above)
                .map(reading -> Duration.between(
                                START, Instant.parse(reading.get("ts").asText()))
                        .toSeconds())
                .distinct()
                .toList();
    }

    @Test
    void crowdedTurnstileHasTenfoldTrafficInOneHour() throws IOException {
        List<Long> steps = new ArrayList<>();
        long before = 100_000;
        for (String audit : values(new CrowdedTurnstile(START), 14 * 24 * 2)) {
            long entries = Long.parseLong(audit.split(",", -1)[9]);
            steps.add(entries - before);
            before = entries;
        }

        assertThat(steps.subList(480, 482)).containsOnly(1_500L);
        assertThat(steps.subList(0, 480)).containsOnly(150L);
        assertThat(steps.subList(482, steps.size())).containsOnly(150L);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    private static RecordSource sensors(long seed) {
        return new SyntheticSensors(50, seed, START, SyntheticSensors.INTERVAL);
    }

    private static RecordSource turnstiles(long seed) {
        return new SyntheticTurnstiles(50, seed, START);
    }

    private static List<String> values(RecordSource source, int records) throws IOException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            values.add(new String(source.next().value(), UTF_8));
        }
        return values;
    }
}
