package io.arrowgate.decode.json;

import io.arrowgate.decode.row.FieldNode;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.UndecodableRecordException;

/** Reads fields from JSON text that may be something else, such as the key of a record. */
public final class JsonFieldReader {
    private final JsonScanner scanner = new JsonScanner();
    private final LibraryJsonReader library = new LibraryJsonReader();

    /**
     * Sets the fields inside of an object or array; none if the text is neither.
     *
     * @param text valid UTF-8
     * @param node of the whole text
     */
    public void read(byte[] text, FieldNode node, FieldValues values) {
        int ignored = values.ignored();
        // The last of several headers of one name counts.
        values.enter(node);
        if (!scanner.scan(text, node, values)) {
            values.clearInside(node);
            try {
                library.read(text, node, values);
            } catch (UndecodableRecordException e) {
                values.clearInside(node);
            }
        }
        // Only fields of the record's value count as ignored.
        values.addIgnored(ignored - values.ignored());
    }
}
