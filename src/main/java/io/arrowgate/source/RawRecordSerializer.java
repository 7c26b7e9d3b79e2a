package io.arrowgate.source;

import io.arrowgate.common.CustomTypeInfo;
import io.arrowgate.common.WireSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Serializes raw records between tasks. The topology chains the source to the batch operator, so this runs only where operator
 * chaining is disabled.
 */
public final class RawRecordSerializer extends WireSerializer<RawRecord> {
    /** Returns the type information of raw records. */
    public static CustomTypeInfo<RawRecord> typeInfo() {
        return new CustomTypeInfo<>(RawRecord.class, new RawRecordSerializer());
    }

    @Override
    public void serialize(RawRecord record, DataOutputView target) throws IOException {
        writeText(record.topic(), target);
        target.writeInt(record.partition());
        target.writeLong(record.offset());
        target.writeLong(record.timestampMillis());
        writeBytes(record.key(), target);
        writeBytes(record.value(), target);
        writeHeaders(record.headers(), target);
    }

    @Override
    public RawRecord deserialize(DataInputView source) throws IOException {
        return new RawRecord()
                .set(
                        readText(source),
                        source.readInt(),
                        source.readLong(),
                        source.readLong(),
                        readBytes(source),
                        readBytes(source),
                        readHeaders(source));
    }

    private static void writeHeaders(Headers headers, DataOutputView target) throws IOException {
        Header[] all = headers.toArray();
        target.writeInt(all.length);
        for (Header header : all) {
            writeText(header.key(), target);
            writeBytes(header.value(), target);
        }
    }

    private static Headers readHeaders(DataInputView source) throws IOException {
        int count = source.readInt();
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < count; i++) {
            headers.add(readText(source), readBytes(source));
        }
        return headers;
    }
}
