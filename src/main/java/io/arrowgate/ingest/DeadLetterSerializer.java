package io.arrowgate.ingest;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Moves dead letters between tasks. */
public final class DeadLetterSerializer extends WireSerializer<DeadLetter> {
    private static final RawRecordSerializer RECORDS = new RawRecordSerializer();

    /** The type information of dead letters. */
    public static CustomTypeInfo<DeadLetter> typeInfo() {
        return new CustomTypeInfo<>(DeadLetter.class, new DeadLetterSerializer());
    }

    @Override
    public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
        target.writeUTF(letter.stream());
        target.writeUTF(letter.reason().name());
        target.writeUTF(letter.message());
        RECORDS.serialize(letter.record(), target);
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        return new DeadLetter(
                source.readUTF(),
                DeadLetterReason.valueOf(source.readUTF()),
                source.readUTF(),
                RECORDS.deserialize(source));
    }
}
