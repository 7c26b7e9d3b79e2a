package io.arrowgate.batch.arrow;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Holds the dictionaries of an open batch, one for each dictionary-encoded column. Owns their vectors. */
final class BatchDictionaries implements AutoCloseable {
    private final DictionaryBuilder[] builders;
    private final VarCharVector[] vectors;
    private final DictionaryProvider.MapDictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider();

    /** @param keptBytes memory for the values of each dictionary that the next batch reuses */
    BatchDictionaries(Schema schema, BufferAllocator allocator, int keptBytes) {
        List<Field> fields = schema.getFields();
        builders = new DictionaryBuilder[fields.size()];
        vectors = new VarCharVector[fields.size()];
        for (int i = 0; i < builders.length; i++) {
            Field field = fields.get(i);
            if (field.getDictionary() != null) {
                builders[i] = new DictionaryBuilder(keptBytes);
                vectors[i] = new VarCharVector(field.getName(), allocator);
                provider.put(new Dictionary(vectors[i], field.getDictionary()));
            }
        }
    }

    /** Returns the builder of a column; null if the column is not dictionary-encoded. */
    DictionaryBuilder builder(int column) {
        return builders[column];
    }

    DictionaryProvider provider() {
        return provider;
    }

    /** Copies the values of the builders to the vectors. */
    void fill() {
        for (int i = 0; i < builders.length; i++) {
            if (builders[i] != null) {
                builders[i].copyTo(vectors[i]);
            }
        }
    }

    /** Clears the first {@code columns} columns and releases their memory; later ones never change. */
    void clear(int columns) {
        for (int i = 0; i < columns; i++) {
            if (builders[i] != null) {
                builders[i].clear();
                vectors[i].clear();
            }
        }
    }

    @Override
    public void close() {
        for (VarCharVector vector : vectors) {
            if (vector != null) {
                vector.close();
            }
        }
    }
}
