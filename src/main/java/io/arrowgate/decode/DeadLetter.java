package io.arrowgate.decode;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.source.RawRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Describes a raw record, or one element of it, that could not be decoded.
 *
 * @param stream name of the stream whose decoder rejected the record
 * @param reason label for metrics
 * @param message the exact problem
 * @param row position of the element in its record, from 0; {@link #WHOLE_RECORD} for the whole record
 * @param record a copy of the complete raw record, because the source reuses its instance
 */
public record DeadLetter(String stream, DeadLetterReason reason, String message, int row, RawRecord record) {
    /** Header of a dead letter of one element, and of its replayed record: the position of the element. */
    public static final String ROW_HEADER = "arrowgate-row";

    /** Replaces the position of an element if no element of the record was decoded. */
    public static final int WHOLE_RECORD = -1;

    /** Creates the dead letter of a raw record. The caller may reuse the record afterwards. */
    public static DeadLetter of(String stream, UndecodableRecordException cause, RawRecord raw) {
        return of(stream, cause, WHOLE_RECORD, raw);
    }

    /** Creates the dead letter of one element of a raw record. It has the whole record, which the caller may reuse. */
    public static DeadLetter of(String stream, UndecodableRecordException cause, int row, RawRecord raw) {
        Headers headers = raw.headers();
        RawRecord kept = new RawRecord()
                .set(
                        raw.topic(),
                        raw.partition(),
                        raw.offset(),
                        raw.timestampMillis(),
                        raw.key(),
                        raw.value(),
                        headers);
        return new DeadLetter(stream, cause.reason(), cause.getMessage(), row, kept);
    }
}
