package io.arrowgate.decode.kafka;

import static io.arrowgate.decode.row.DeadLetterReason.BAD_VALUE;

import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.json.JsonFieldReader;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldNode;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.RecordMetadata;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.stream.column.KeyPattern;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/** Reads the fields of {@link KafkaFields} that a stream uses. */
public final class KafkaFieldReader implements RecordMetadata {
    private static final long MICROS_PER_MILLI = 1_000;

    /** Keeps the conversion to microseconds from overflowing; far beyond any plausible time. */
    private static final long MAX_MILLIS = Long.MAX_VALUE / MICROS_PER_MILLI;

    private final JsonFieldReader json = new JsonFieldReader();
    /** Null if the stream does not use it, like {@link #headers} and {@link #keySplitter}. */
    private final FieldNode key;

    private final FieldNode headers;
    private final KeySplitter keySplitter;
    private final int time;
    private final int topic;
    private final int partition;
    private final int offset;

    private KafkaFieldReader(StreamDefinition stream, FieldNode root) {
        key = root.child(KafkaFields.KEY);
        headers = root.child(KafkaFields.HEADERS);
        keySplitter = key == null || stream.keyPattern() == null
                ? null
                : new KeySplitter(KeyPattern.parse(stream.keyPattern()), key);
        time = field(root, KafkaFields.TIME);
        topic = field(root, KafkaFields.TOPIC);
        partition = field(root, KafkaFields.PARTITION);
        offset = field(root, KafkaFields.OFFSET);
    }

    /** Creates the reader of a stream's fields. */
    public static RecordMetadata of(StreamDefinition stream, FieldIndex fields) {
        return fields.kafkaRoot().hasNames() ? new KafkaFieldReader(stream, fields.kafkaRoot()) : RecordMetadata.NONE;
    }

    private static int field(FieldNode root, String name) {
        FieldNode node = root.child(name);
        return node == null ? FieldIndex.UNKNOWN : node.field();
    }

    @Override
    public void read(RawRecord record, FieldValues values) throws UndecodableRecordException {
        if (time != FieldIndex.UNKNOWN && record.timestampMillis() >= 0) {
            values.setInstant(time, Math.min(record.timestampMillis(), MAX_MILLIS) * MICROS_PER_MILLI);
        }
        setText(topic, record.topic(), values);
        setText(partition, record.partition(), values);
        setText(offset, record.offset(), values);
        if (key != null && record.key() != null) {
            readText(record.key(), key, KafkaFields.KEY, keySplitter, values);
        }
        if (headers != null) {
            for (Header header : record.headers()) {
                FieldNode named = header.value() == null ? null : headers.child(header.key());
                if (named != null) {
                    readText(header.value(), named, KafkaFields.HEADERS + "." + header.key(), null, values);
                }
            }
        }
    }

    private static void setText(int field, Object value, FieldValues values) {
        if (field != FieldIndex.UNKNOWN) {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            values.setText(field, text, 0, text.length);
        }
    }

    private static boolean hasZero(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Sets the field of a key or a header, and those inside of it. */
    private void readText(byte[] text, FieldNode node, String name, KeySplitter splitter, FieldValues values)
            throws UndecodableRecordException {
        if (!Utf8Validator.isValid(text)) {
            throw new UndecodableRecordException(BAD_VALUE, name + ": is not UTF-8");
        }
        if (hasZero(text)) {
            throw new UndecodableRecordException(
                    BAD_VALUE,
                    name
                            + ": is binary, such as an integer or a value with a schema; send text, as StringSerializer does");
        }
        if (splitter != null) {
            splitter.split(text, values);
        } else if (node.hasNames() || node.hasElements()) {
            json.read(text, node, values);
        }
        if (node.field() != FieldIndex.UNKNOWN) {
            values.setText(node.field(), text, 0, text.length);
        }
    }
}
