package io.arrowgate.batch.arrow;

import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** Reduces dictionaries to the values that selected rows use. Owns the vectors of the new dictionaries. */
public final class CompactedDictionaries implements AutoCloseable {
    private final DictionaryProvider.MapDictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider();

    /**
     * Creates the dictionaries and renumbers the indices of {@code rows} in place.
     *
     * @param from the dictionaries that the indices refer to; not changed
     */
    public CompactedDictionaries(VectorSchemaRoot rows, DictionaryProvider from) {
        try {
            for (FieldVector vector : rows.getFieldVectors()) {
                if (vector.getField().getDictionary() != null) {
                    compact((IntVector) vector, from);
                }
            }
        } catch (RuntimeException e) {
            close(); // The caller cannot: it never gets this object.
            throw e;
        }
    }

    public DictionaryProvider provider() {
        return provider;
    }

    private void compact(IntVector indices, DictionaryProvider from) {
        Dictionary old = from.lookup(indices.getField().getDictionary().getId());
        VarCharVector oldValues = (VarCharVector) old.getVector();
        int[] renumbered = new int[oldValues.getValueCount()];
        Arrays.fill(renumbered, -1);
        int[] used = new int[Math.min(renumbered.length, indices.getValueCount())];
        int size = 0;
        long bytes = 0;
        for (int row = 0; row < indices.getValueCount(); row++) {
            if (indices.isNull(row)) {
                continue;
            }
            int index = indices.get(row);
            if (renumbered[index] < 0) {
                bytes += oldValues.getValueLength(index);
                used[size] = index;
                renumbered[index] = size++;
            }
            indices.set(row, renumbered[index]);
        }
        // Exact size, because a stream may have a thousand dictionaries, and a message may be split several times.
        VarCharVector values = new VarCharVector(indices.getName(), indices.getAllocator());
        provider.put(new Dictionary(values, old.getEncoding()));
        values.allocateNew(bytes, size);
        for (int i = 0; i < size; i++) {
            values.set(i, oldValues.get(used[i]));
        }
        values.setValueCount(size);
    }

    @Override
    public void close() {
        for (long id : provider.getDictionaryIds()) {
            provider.lookup(id).getVector().close();
        }
    }
}
