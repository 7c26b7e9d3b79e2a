package io.arrowgate.decode;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.source.RawRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Describes a raw record that could not be decoded.
 *
 * @param stream name of the stream whose decoder rejected the record
 * @param reason label for metrics
 * @param message the exact problem
 * @param record a copy of the complete raw record, because the source reuses its instance
 */
public record DeadLetter(String stream, DeadLetterReason reason, String message, RawRecord record) {
    /** Creates the dead letter of a raw record. The caller may reuse the record afterwards. */
    public static DeadLetter of(String stream, UndecodableRecordException cause, RawRecord raw) {
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
        return new DeadLetter(stream, cause.reason(), cause.getMessage(), kept);
    }
}
