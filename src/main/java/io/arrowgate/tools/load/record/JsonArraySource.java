package io.arrowgate.tools.load.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Joins JSON records of another source into arrays, as gateways send them. One in three records is an array; one in eight arrays has
 * an undecodable element. The records of an array have the same key, so that the records of a key stay in order in one partition.
 */
public final class JsonArraySource implements RecordSource {
    private static final int RECORDS_PER_ARRAY = 3;
    private static final int MIN_ELEMENTS = 2;
    private static final int MAX_ELEMENTS = 5;
    private static final int ARRAYS_PER_BROKEN = 8;
    /** Mean number of events in a record. */
    public static final double EVENTS_PER_RECORD =
            (RECORDS_PER_ARRAY - 1 + (MIN_ELEMENTS + MAX_ELEMENTS) / 2.0) / RECORDS_PER_ARRAY;

    /** Objects, so that their ends are clear: one without a time, and one that is not JSON. */
    private static final List<byte[]> BROKEN = List.of(
            "{\"device\":\"without-a-time\"}".getBytes(UTF_8), "{\"device\":\"no-json\",\"ts\":}".getBytes(UTF_8));

    /** Bounds the search for a key that seldom occurs. */
    private static final int MAX_HELD = 1_000;

    private final RecordSource source;
    private final Random random;
    /** Holds the records that were read in search of others with the same key. */
    private final Deque<KeyedRecord> held = new ArrayDeque<>();

    private int brokenSent;

    /** @param source of JSON objects */
    public JsonArraySource(RecordSource source, long seed) {
        this.source = source;
        random = new Random(seed);
    }

    @Override
    public KeyedRecord next() throws IOException {
        KeyedRecord first = held.isEmpty() ? source.next() : held.poll();
        return first == null || random.nextInt(RECORDS_PER_ARRAY) > 0 ? first : array(first);
    }

    private KeyedRecord array(KeyedRecord first) throws IOException {
        List<byte[]> elements = new ArrayList<>(List.of(first.value()));
        boolean hasBroken = random.nextInt(ARRAYS_PER_BROKEN) == 0;
        int readings = random.nextInt(MIN_ELEMENTS, MAX_ELEMENTS + 1) - (hasBroken ? 1 : 0);
        for (Iterator<KeyedRecord> all = held.iterator(); all.hasNext() && elements.size() < readings; ) {
            KeyedRecord record = all.next();
            if (Arrays.equals(record.key(), first.key())) {
                elements.add(record.value());
                all.remove();
            }
        }
        while (elements.size() < readings && held.size() < MAX_HELD) {
            KeyedRecord record = source.next();
            if (record == null) {
                break;
            }
            if (Arrays.equals(record.key(), first.key())) {
                elements.add(record.value());
            } else {
                held.add(record);
            }
        }
        if (hasBroken) {
            elements.add(random.nextInt(elements.size() + 1), BROKEN.get(brokenSent++ % BROKEN.size()));
        }
        return new KeyedRecord(first.key(), join(elements));
    }

    private static byte[] join(List<byte[]> elements) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            array.write(array.size() == 0 ? '[' : ',');
            array.writeBytes(element);
        }
        array.write(']');
        return array.toByteArray();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
