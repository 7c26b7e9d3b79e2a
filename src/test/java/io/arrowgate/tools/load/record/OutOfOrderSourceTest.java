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
        public KeyedRecord next() {
            return ++current < count ? new KeyedRecord(new byte[] {current}, new byte[] {current}) : null;
        }
    }

    private static List<Integer> read(int count, int window) throws IOException {
        List<Integer> read = new ArrayList<>();
        try (OutOfOrderSource source = new OutOfOrderSource(new Counting(count), window, 7)) {
            for (KeyedRecord record = source.next(); record != null; record = source.next()) {
                assertThat(record.key()).isEqualTo(record.value());
                read.add((int) record.value()[0]);
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
