package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.Test;

class DictionaryBuilderTest {
    private final DictionaryBuilder builder = new DictionaryBuilder();

    private int indexOf(String value) {
        byte[] bytes = ("<" + value + ">").getBytes(StandardCharsets.UTF_8);
        return builder.indexOf(bytes, 1, bytes.length - 2);
    }

    @Test
    void manyValuesOfAllLengthsKeepTheirNumbers() {
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
    void valuesComeOutInOrderOfTheirFirstAppearance() {
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
    void afterAClearEverythingIsNew() {
        indexOf("y".repeat(2 << 20));
        indexOf("a");
        builder.clear();

        assertThat(builder.size()).isZero();
        assertThat(builder.valueBytes()).isZero();
        assertThat(indexOf("a")).isZero();
    }
}
