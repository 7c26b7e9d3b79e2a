package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseSlotsTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 64, 96, 168})
    void holdsWhatAnArrayHoldsBeforeAndAfterARestore(int slots) throws IOException {
        SparseSlots sparse = new SparseSlots(slots);
        float[] expected = new float[slots];
        Arrays.fill(expected, Float.NaN);
        Random random = new Random(slots);
        assertThat(values(sparse, slots)).containsExactly(expected);
        for (int i = 0; i < 5 * slots; i++) {
            int slot = random.nextInt(slots);
            expected[slot] = i;
            sparse.set(slot, i);
            assertThat(values(sparse, slots)).containsExactly(expected);
        }

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sparse.write(new DataOutputStream(bytes));
        SparseSlots restored = new SparseSlots(slots);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(values(restored, slots)).containsExactly(expected);
        assertThat(bytes.size()).isLessThanOrEqualTo(SparseSlots.maxBytes(slots));

        SparseSlots copy = new SparseSlots(slots);
        copy.set(restored);
        restored.set(0, -1);
        assertThat(values(copy, slots)).containsExactly(expected);
    }

    private static float[] values(SparseSlots sparse, int slots) {
        float[] values = new float[slots];
        for (int slot = 0; slot < slots; slot++) {
            values[slot] = sparse.get(slot);
        }
        return values;
    }
}
