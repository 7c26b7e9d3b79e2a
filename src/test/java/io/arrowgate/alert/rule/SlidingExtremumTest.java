package io.arrowgate.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingExtremumTest {
    private static final long WIDTH = 8_000;
    private static final long SLOT = 1_000;

    private record Value(long time, double value) {}

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void extremeIsThatOfTheWindowWhileNoTwoReadingsShareASlot(int sign) {
        Random random = new Random(1);
        List<Value> values = new ArrayList<>();
        SlidingExtremum window = new SlidingExtremum();
        long time = -50_000;
        for (int i = 0; i < 2_000; i++) {
            time += SLOT + random.nextInt(4_000);
            assertThat(Double.compare(window.extreme(time, WIDTH), extreme(values, time, WIDTH, sign)))
                    .isZero();
            Value value = new Value(time, random.nextInt(20));
            values.add(value);
            window.add(value.time(), WIDTH, value.value(), sign);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void extremeOfManyReadingsMissesAtMostOldestSlot(int sign) throws IOException {
        Random random = new Random(2);
        List<Value> values = new ArrayList<>();
        SlidingExtremum window = new SlidingExtremum();
        long time = 0;
        double walk = 0;
        for (int i = 0; i < 5_000; i++) {
            time += random.nextInt(300);
            walk += random.nextInt(-5, 6);
            double found = window.extreme(time, WIDTH) * sign;
            if (i > 0) {
                assertThat(found).isGreaterThanOrEqualTo(extreme(values, time, WIDTH, sign) * sign);
                assertThat(found).isLessThanOrEqualTo(extreme(values, time, WIDTH - SLOT, sign) * sign);
            }
            values.add(new Value(time, walk));
            window.add(time, WIDTH, walk, sign);
            window = i % 7 == 0 ? writtenAndRead(window) : window.copy();
        }
    }

    private static double extreme(List<Value> values, long time, long width, int sign) {
        return values.stream()
                        .filter(value -> time - value.time() <= width)
                        .mapToDouble(value -> value.value() * sign)
                        .min()
                        .orElse(Double.NaN)
                * sign;
    }

    private static SlidingExtremum writtenAndRead(SlidingExtremum window) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        window.write(new DataOutputStream(bytes));
        return SlidingExtremum.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
