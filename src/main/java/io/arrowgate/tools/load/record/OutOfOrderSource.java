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
    private final List<byte[]> heldKeys = new ArrayList<>();
    private final List<byte[]> heldValues = new ArrayList<>();
    private byte[] key;
    private byte[] value;

    public OutOfOrderSource(RecordSource source, int window, long seed) {
        if (window < 1) {
            throw new IllegalArgumentException("window: '%d' is too small; give 1 or more".formatted(window));
        }
        this.source = source;
        this.window = window;
        random = new Random(seed);
    }

    @Override
    public boolean next() throws IOException {
        while (heldValues.size() < window && source.next()) {
            heldKeys.add(source.key());
            heldValues.add(source.value());
        }
        if (heldValues.isEmpty()) {
            return false;
        }
        int chosen = random.nextInt(heldValues.size());
        key = take(heldKeys, chosen);
        value = take(heldValues, chosen);
        return true;
    }

    /** Replaces the removed record with the last one. */
    private static byte[] take(List<byte[]> held, int index) {
        byte[] taken = held.get(index);
        byte[] last = held.remove(held.size() - 1);
        if (index < held.size()) {
            held.set(index, last);
        }
        return taken;
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
