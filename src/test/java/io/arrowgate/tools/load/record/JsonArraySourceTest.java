package io.arrowgate.tools.load.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JsonArraySourceTest {
    private static final int RECORDS = 3_000;
    private static final Pattern ELEMENT = Pattern.compile("\\{[^}]*}");

    /** Returns objects with consecutive numbers. */
    private static final class Counting implements RecordSource {
        private int current;

        @Override
        public KeyedRecord next() {
            String number = String.valueOf(current++);
            return new KeyedRecord(
                    number.getBytes(UTF_8), "{\"n\":%s}".formatted(number).getBytes(UTF_8));
        }
    }

    private static List<String> read(long seed) throws Exception {
        List<String> read = new ArrayList<>();
        try (JsonArraySource source = new JsonArraySource(new Counting(), seed)) {
            for (int i = 0; i < RECORDS; i++) {
                read.add(new String(source.next().value(), UTF_8));
            }
        }
        return read;
    }

    private static List<String> elements(String record) {
        return ELEMENT.matcher(record).results().map(found -> found.group()).toList();
    }

    @Test
    void oneRecordInThreeIsAnArrayOfTwoToFiveElements() throws Exception {
        List<String> arrays =
                read(7).stream().filter(record -> record.startsWith("[")).toList();

        assertThat(arrays.size()).isCloseTo(RECORDS / 3, within(RECORDS / 30));
        assertThat(arrays)
                .allSatisfy(array -> assertThat(array).isEqualTo("[" + String.join(",", elements(array)) + "]"));
        assertThat(arrays.stream().map(array -> elements(array).size()).distinct())
                .containsExactlyInAnyOrder(2, 3, 4, 5);
    }

    @Test
    void someArraysHaveOneBrokenElement() throws Exception {
        List<Long> broken = read(7).stream()
                .map(record -> elements(record).stream()
                        .filter(element -> !element.startsWith("{\"n\""))
                        .count())
                .toList();

        assertThat(broken).containsOnly(0L, 1L);
        assertThat(broken.stream().filter(count -> count == 1).count()).isCloseTo(RECORDS / 24, within(40L));
    }

    @Test
    void everyReadingComesOnceInOrder() throws Exception {
        List<String> readings = read(7).stream()
                .flatMap(record -> elements(record).stream())
                .filter(element -> element.startsWith("{\"n\""))
                .toList();

        for (int i = 0; i < readings.size(); i++) {
            assertThat(readings.get(i)).isEqualTo("{\"n\":%d}", i);
        }
    }

    @Test
    void recordsHaveTheStatedMeanNumberOfEvents() throws Exception {
        double events =
                read(7).stream().mapToInt(record -> elements(record).size()).sum();

        assertThat(events / RECORDS).isCloseTo(JsonArraySource.EVENTS_PER_RECORD, within(0.05));
    }

    @Test
    void sameSeedGivesTheSameRecordsAndAnotherSeedOthers() throws Exception {
        assertThat(read(7)).isEqualTo(read(7)).isNotEqualTo(read(8));
    }
}
