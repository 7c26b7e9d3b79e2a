package io.arrowgate.tools.local.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Holds the values of a statement's {@code {name:Type}} parameters in the arrays that the engine's C functions expect. */
final class QueryParameters {
    private final Column names;
    private final Column values;

    QueryParameters(Map<String, String> arguments) {
        this.names = new Column(arguments.keySet());
        this.values = new Column(arguments.values());
    }

    long count() {
        return names.texts.size();
    }

    Pointer names() {
        return names.pointers;
    }

    Pointer nameLengths() {
        return names.lengths;
    }

    Pointer values() {
        return values.pointers;
    }

    Pointer valueLengths() {
        return values.lengths;
    }

    /** Holds strings in native memory, which is freed with this object, and an array of pointers to them. */
    private static final class Column {
        private final List<Memory> texts = new ArrayList<>();
        private final Memory pointers;
        private final Memory lengths;

        Column(Collection<String> strings) {
            // JNA rejects an allocation of zero bytes.
            pointers = new Memory((long) Long.BYTES * Math.max(1, strings.size()));
            lengths = new Memory((long) Long.BYTES * Math.max(1, strings.size()));
            for (String string : strings) {
                byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
                Memory text = new Memory(Math.max(1, bytes.length));
                text.write(0, bytes, 0, bytes.length);
                pointers.setPointer((long) Long.BYTES * texts.size(), text);
                lengths.setLong((long) Long.BYTES * texts.size(), bytes.length);
                texts.add(text);
            }
        }
    }
}
