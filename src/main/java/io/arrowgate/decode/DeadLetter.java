package io.arrowgate.decode;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.source.RawRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A raw record that could not be decoded, whole, with its reason.
 *
 * @param stream that should have decoded it
 * @param reason why it could not, of the fixed set
 * @param message what exactly is wrong
 * @param record the raw record; this dead letter's own, not the source's refilled one
 */
public record DeadLetter(String stream, DeadLetterReason reason, String message, RawRecord record) {
    /** The dead letter of a raw record that the caller may refill afterwards. */
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
