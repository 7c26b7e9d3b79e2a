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
    private static final int KEYS = 3;
    private static final Pattern ELEMENT = Pattern.compile("\\{[^}]*}");

    /** Returns objects with consecutive numbers, of which each third has the same key. */
    private static final class Counting implements RecordSource {
        private int current;

        @Override
        public KeyedRecord next() {
            int number = current++;
            return new KeyedRecord(
                    String.valueOf(number % KEYS).getBytes(UTF_8),
                    "{\"n\":%d}".formatted(number).getBytes(UTF_8));
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
    void everyReadingOfAKeyComesOnceInOrder() throws Exception {
        int[] next = {0, 1, 2};
        for (String record : read(7)) {
            List<Integer> numbers = elements(record).stream()
                    .filter(element -> element.startsWith("{\"n\""))
                    .map(element -> Integer.valueOf(element.replaceAll("\\D", "")))
                    .toList();
            for (int number : numbers) {
                assertThat(number % KEYS).isEqualTo(numbers.get(0) % KEYS);
                assertThat(number).isEqualTo(next[number % KEYS]);
                next[number % KEYS] += KEYS;
            }
        }
        // Few are read ahead.
        assertThat(Math.abs(next[0] - next[1])).isLessThan(100);
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
