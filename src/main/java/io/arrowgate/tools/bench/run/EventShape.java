package io.arrowgate.tools.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Describes the sensor events of a benchmark, and derives them from those of the built-in stream.
 *
 * @param series number of devices
 * @param bytes smallest size of an event, which a text that no column reads fills up; 0 for the size of the values
 * @param nested whether the values are in nested objects
 */
public record EventShape(int series, int bytes, boolean nested) {
    /** Is the shape unless options give another one. */
    public static final EventShape DEFAULT = new EventShape(1_000, 0, false);

    private static final String FILLER_KEY = ",\"note\":\"";
    private static final int FILLER_OVERHEAD = FILLER_KEY.length() + 1;

    /** Opens and closes objects between the keys of a flat event. */
    private static final Map<String, String> NESTING = new LinkedHashMap<>();

    /** Paths of the nested values by column. */
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    static {
        NESTING.put("{\"device\":", "{\"device\":{\"id\":");
        NESTING.put(",\"ts\":", "},\"time\":");
        NESTING.put(",\"cpu_used\":", ",\"readings\":{\"cpu\":{\"used\":");
        NESTING.put(",\"cpu_free\":", ",\"free\":");
        NESTING.put(",\"memory_used\":", "},\"memory\":{\"used\":");
        NESTING.put(",\"memory_free\":", ",\"free\":");
        NESTING.put(",\"run_elapsed_ms\":", "},\"run\":{\"elapsed_ms\":");
        PATHS.put("device", "device.id");
        PATHS.put("ts", "time");
        PATHS.put("cpu_used", "readings.cpu.used");
        PATHS.put("cpu_free", "readings.cpu.free");
        PATHS.put("memory_used", "readings.memory.used");
        PATHS.put("memory_free", "readings.memory.free");
        PATHS.put("run_elapsed_ms", "readings.run.elapsed_ms");
    }

    /** Returns the definition of the built-in stream, adapted to the events. */
    public String adapt(String definition) {
        if (!nested) {
            return definition;
        }
        String adapted = definition;
        for (Map.Entry<String, String> path : PATHS.entrySet()) {
            adapted = adapted.replace(
                    "{name: %s,".formatted(path.getKey()),
                    "{name: %s, source: [%s],".formatted(path.getKey(), path.getValue()));
        }
        return adapted;
    }

    /** Returns the records of a source of flat events in this shape. */
    public RecordSource adapt(RecordSource flat) {
        if (!nested && bytes == 0) {
            return flat;
        }
        return () -> {
            KeyedRecord record = flat.next();
            return new KeyedRecord(record.key(), adapt(record.value()));
        };
    }

    private byte[] adapt(byte[] flat) {
        StringBuilder event = new StringBuilder(nested ? nest(new String(flat, UTF_8)) : new String(flat, UTF_8));
        if (event.length() < bytes) {
            String filler = "x".repeat(Math.max(0, bytes - event.length() - FILLER_OVERHEAD));
            event.insert(event.length() - 1, FILLER_KEY + filler + '"');
        }
        return event.toString().getBytes(UTF_8);
    }

    private static String nest(String flat) {
        String nested = flat;
        for (Map.Entry<String, String> change : NESTING.entrySet()) {
            nested = nested.replace(change.getKey(), change.getValue());
        }
        return nested + "}}";
    }
}
