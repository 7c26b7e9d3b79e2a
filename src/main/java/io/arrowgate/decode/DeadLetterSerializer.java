package io.arrowgate.decode;

import io.arrowgate.common.CustomTypeInfo;
import io.arrowgate.common.WireSerializer;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.source.RawRecordSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes dead letters between tasks. */
public final class DeadLetterSerializer extends WireSerializer<DeadLetter> {
    private static final RawRecordSerializer RECORDS = new RawRecordSerializer();

    /** Returns the type information of dead letters. */
    public static CustomTypeInfo<DeadLetter> typeInfo() {
        return new CustomTypeInfo<>(DeadLetter.class, new DeadLetterSerializer());
    }

    @Override
    public void serialize(DeadLetter deadLetter, DataOutputView target) throws IOException {
        writeText(deadLetter.stream(), target);
        writeText(deadLetter.reason().name(), target);
        writeText(deadLetter.message(), target);
        target.writeInt(deadLetter.row());
        RECORDS.serialize(deadLetter.record(), target);
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        return new DeadLetter(
                readText(source),
                DeadLetterReason.valueOf(readText(source)),
                readText(source),
                source.readInt(),
                RECORDS.deserialize(source));
    }
}
