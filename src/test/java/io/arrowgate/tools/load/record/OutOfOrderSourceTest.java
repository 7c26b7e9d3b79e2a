package io.arrowgate.tools.load.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutOfOrderSourceTest {
    /** Returns consecutive numbers as keys and values. */
    private static final class Counting implements RecordSource {
        private final int count;
        private byte current = -1;

        Counting(int count) {
            this.count = count;
        }

        @Override
        public boolean next() {
            return ++current < count;
        }

        @Override
        public byte[] key() {
            return new byte[] {current};
        }

        @Override
        public byte[] value() {
            return new byte[] {current};
        }
    }

    private static List<Integer> read(int count, int window) throws IOException {
        List<Integer> read = new ArrayList<>();
        try (OutOfOrderSource source = new OutOfOrderSource(new Counting(count), window, 7)) {
            while (source.next()) {
                assertThat(source.key()).isEqualTo(source.value());
                read.add((int) source.value()[0]);
            }
        }
        return read;
    }

    @Test
    void everyRecordComesOnceInAnotherOrderWithItsKey() throws IOException {
        List<Integer> read = read(100, 10);
        assertThat(read).doesNotHaveDuplicates().hasSize(100);
        assertThat(read).isNotEqualTo(read.stream().sorted().toList());
    }

    @Test
    void windowOfOneKeepsTheOrder() throws IOException {
        assertThat(read(20, 1)).isSorted().hasSize(20);
    }
}
