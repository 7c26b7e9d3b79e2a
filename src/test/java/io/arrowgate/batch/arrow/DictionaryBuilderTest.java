package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryBuilderTest {
    private final DictionaryBuilder builder = new DictionaryBuilder();

    private int indexOf(String value) {
        byte[] bytes = ("<" + value + ">").getBytes(StandardCharsets.UTF_8);
        return builder.indexOf(bytes, 1, bytes.length - 2);
    }

    @Test
    void manyValuesOfAllLengthsKeepTheirIndices() {
        Random random = new Random(7);
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String value = "x".repeat(random.nextInt(20)) + random.nextInt(10_000);
            int index = indexOf(value);
            assertThat(expected.merge(value, index, (known, found) -> known)).isEqualTo(index);
        }
        assertThat(builder.size()).isEqualTo(expected.size());
    }

    @Test
    void valuesAreInOrderOfFirstAppearance() {
        indexOf("b");
        indexOf("");
        indexOf("a");
        indexOf("b");

        try (RootAllocator allocator = new RootAllocator();
                VarCharVector vector = new VarCharVector("v", allocator)) {
            builder.copyTo(vector);
            assertThat(vector.getValueCount()).isEqualTo(3);
            assertThat(vector.getObject(0)).hasToString("b");
            assertThat(vector.getObject(1)).hasToString("");
            assertThat(vector.getObject(2)).hasToString("a");
        }
    }

    @Test
    void clearRemovesAllValues() {
        indexOf("y".repeat(2 << 20));
        indexOf("a");
        builder.clear();

        assertThat(builder.size()).isZero();
        assertThat(builder.valueBytes()).isZero();
        assertThat(indexOf("a")).isZero();
    }

    /** Counts occupied slots: 1,000 random values occupy 638 of 1,024 slots. */
    @ParameterizedTest
    @ValueSource(strings = {"%d", "s%04d", "sensor-%04d", "%04d-sensor", "rack-17/shelf-03/sensor-%04d/temperature"})
    void similarNamesAreSpreadOverTheSlots(String name) {
        BitSet slots = new BitSet();
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = name.formatted(i).getBytes(StandardCharsets.UTF_8);
            slots.set((int) (DictionaryBuilder.hash(bytes, 0, bytes.length) >>> 32) & 1023);
        }

        assertThat(slots.cardinality()).isGreaterThan(560);
    }
}
