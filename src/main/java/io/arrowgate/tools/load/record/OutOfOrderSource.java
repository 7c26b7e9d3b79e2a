package io.arrowgate.tools.load.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reorders another source's records randomly within a window. */
public final class OutOfOrderSource implements RecordSource {
    private final RecordSource source;
    private final int window;
    private final Random random;
    private final List<KeyedRecord> held = new ArrayList<>();

    public OutOfOrderSource(RecordSource source, int window, long seed) {
        if (window < 1) {
            throw new IllegalArgumentException("window: '%d' is too small; give 1 or more".formatted(window));
        }
        this.source = source;
        this.window = window;
        random = new Random(seed);
    }

    @Override
    public KeyedRecord next() throws IOException {
        while (held.size() < window) {
            KeyedRecord read = source.next();
            if (read == null) {
                break;
            }
            held.add(read);
        }
        return held.isEmpty() ? null : take(random.nextInt(held.size()));
    }

    /** Replaces the removed record with the last one. */
    private KeyedRecord take(int index) {
        KeyedRecord last = held.remove(held.size() - 1);
        return index < held.size() ? held.set(index, last) : last;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
