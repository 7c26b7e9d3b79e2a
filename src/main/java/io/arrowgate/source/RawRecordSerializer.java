package io.arrowgate.source;

import io.arrowgate.common.CustomTypeInfo;
import io.arrowgate.common.WireSerializer;
import io.arrowgate.common.kafka.KafkaHeadersSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

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
        KafkaHeadersSerializer.write(record.headers(), target);
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
                        KafkaHeadersSerializer.read(source));
    }
}
