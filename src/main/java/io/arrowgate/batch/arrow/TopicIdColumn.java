package io.arrowgate.batch.arrow;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;

/** Fills the column of the topic id, which all rows of a batch share: as text, or as index 0 of a dictionary of one value. */
final class TopicIdColumn {
    /** Length of a topic id in Kafka's text form: 128 bits in Base64. */
    static final int TEXT_BYTES = 22;

    private final FieldVector vector;
    private final byte[] topicId;

    /** @param dictionary of the column if it is dictionary-encoded, else null */
    TopicIdColumn(FieldVector vector, DictionaryBuilder dictionary, String topicId) {
        this.vector = vector;
        this.topicId = topicId.getBytes(StandardCharsets.UTF_8);
        if (dictionary != null) {
            dictionary.indexOf(this.topicId, 0, this.topicId.length);
        }
    }

    /** Returns the bytes of a cell before compression. */
    int width() {
        return vector instanceof VarCharVector ? Integer.BYTES + topicId.length : Integer.BYTES;
    }

    /** Sets the first {@code rows} cells. */
    void fill(int rows) {
        if (vector instanceof VarCharVector text) {
            text.reset();
            for (int row = 0; row < rows; row++) {
                text.setSafe(row, topicId);
            }
        } else {
            vector.getDataBuffer().setZero(0, (long) rows * IntVector.TYPE_WIDTH);
            vector.getValidityBuffer().setOne(0, vector.getValidityBuffer().capacity());
        }
    }
}
