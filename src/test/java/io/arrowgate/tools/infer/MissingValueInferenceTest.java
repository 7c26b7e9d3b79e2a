package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingValueInferenceTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temp | 21.5 22.1 -999 20.9 -999.0 | -999",
                "temp | -20.5 -3.1 -9999 35.2 -9999 | -9999",
                "temp | 21.5 22.1 -99.9 20.9 -99.9 | -99.9",
                "temp | 21.5 22.1 -127 20.9 -127 | -127",
                "humidity | 40 100 12 -99 3 -99 | -99",
                "humidity | 40 -999 41 40 -999 | -999",
                "pressure | 1013.2 1012 9999 1011.5 9999.0 | 9999",
                "wind | 3 5 999 2 999 7 | 999",
                "flow | 3.5 5 65535 2 65535 7 -999 -999 | -999, 65535",
            })
    void repeatedNumberApartFromTheOthersIsNull(String name, String values, String markers) throws IOException {
        InferredSample sample = sample(name, values);

        assertThat(sample.line("name: " + name + ","))
                .contains("type: float64, null-values: [" + markers + "]}  # ")
                .contains("apart from " + markers + ", which seems to mean a missing value");
        for (int i = 0; i < sample.rows().size(); i++) {
            double written = Double.parseDouble(values.split(" ", -1)[i]);
            boolean isMarker =
                    Arrays.stream(markers.split(", ", -1)).anyMatch(marker -> Double.parseDouble(marker) == written);
            assertThat(sample.rows().get(i)).containsEntry(name, isMarker ? null : (Double) written);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temp | 21.5 22.1 -999 20.9 23 | -999",
                "temp | -20.5 -3.1 -99 35.2 -99 | -99",
                "temp | 0 0 9999 0 9999 | 9999",
                "error_code | 1 2 999 3 999 | 999",
            })
    void unsureNumberIsNamedOnly(String name, String values, String marker) throws IOException {
        InferredSample sample = sample(name, values);

        assertThat(sample.line("name: " + name + ","))
                .contains("type: ")
                .doesNotContain("null-values: [" + marker + "]}")
                .contains("add null-values: [" + marker + "] if that means a missing value");
        assertThat(sample.rows()).allSatisfy(row -> assertThat(row.get(name)).isNotNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temp | 97 98 99 99 100",
                "power | 400 9999 9998 12000 9999",
                "energy_total | 9990 9999 9999 10004 10010",
                "humidity | 40 70 99 99 60",
            })
    void plausibleNumberIsAValue(String name, String values) throws IOException {
        InferredSample sample = sample(name, values);

        assertThat(sample.line("name: " + name + ",")).doesNotContain("null-values");
    }

    @Test
    void markerWithDecimalCommaIsNull() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "Zeit;Gerät;Temp",
                "13.05.2024 10:00;a;21,5",
                "13.05.2024 10:01;a;-99,9",
                "13.05.2024 10:02;a;-99,90",
                "13.05.2024 10:03;a;22,5",
                "13.05.2024 10:04;a;22,7");

        assertThat(sample.rows()).extracting(row -> row.get("Temp")).containsExactly(21.5, null, null, 22.5, 22.7);
    }

    @Test
    void unusualWordAmongNumbersIsNull() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "date;numer_sta;u;grade",
                "20240513000000;07005;88;m",
                "20240513030000;07005;mq;k",
                "20240513060000;07015;NA;m",
                "20240513090000;07015;81.5;m");

        assertThat(sample.line("name: u,")).contains("null-values: [mq, NA]");
        assertThat(sample.rows()).extracting(row -> row.get("u")).containsExactly(88.0, null, null, 81.5);
        assertThat(sample.rows()).extracting(row -> row.get("grade")).containsExactly("m", "k", "m", "m");
    }

    private InferredSample sample(String name, String values) throws IOException {
        String[] numbers = values.split(" ", -1);
        return InferredSample.of(
                folder,
                IntStream.range(0, numbers.length)
                        .mapToObj(i ->
                                "{\"device\":\"a\",\"ts\":%d,\"%s\":%s}".formatted(1_715_594_400 + i, name, numbers[i]))
                        .toArray(String[]::new));
    }
}
