package io.arrowgate.batch;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.CustomTypeInfo;
import io.arrowgate.common.WireSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes micro-batches between tasks. */
public final class MicroBatchSerializer extends WireSerializer<MicroBatch> {
    /** Returns the type information of micro-batches. */
    public static CustomTypeInfo<MicroBatch> typeInfo() {
        return new CustomTypeInfo<>(MicroBatch.class, new MicroBatchSerializer());
    }

    @Override
    public void serialize(MicroBatch batch, DataOutputView target) throws IOException {
        writeText(batch.id().toString(), target);
        writeInstant(batch.eventTimeMin(), target);
        writeInstant(batch.eventTimeMax(), target);
        writeBytes(batch.bytes(), target);
    }

    @Override
    public MicroBatch deserialize(DataInputView source) throws IOException {
        BatchId id = BatchId.of(readText(source));
        return new MicroBatch(id, readInstant(source), readInstant(source), readBytes(source));
    }
}
