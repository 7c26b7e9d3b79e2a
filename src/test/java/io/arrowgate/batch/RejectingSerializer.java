package io.arrowgate.batch;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.WireSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Fails like a downstream operator: in a test harness, the output's serializer takes its place. */
final class RejectingSerializer extends WireSerializer<MicroBatch> {
    @Override
    public MicroBatch copy(MicroBatch batch) {
        throw new IllegalStateException("downstream failed");
    }

    @Override
    public void serialize(MicroBatch batch, DataOutputView target) throws IOException {
        throw new IOException("downstream failed");
    }

    @Override
    public MicroBatch deserialize(DataInputView source) throws IOException {
        throw new IOException("downstream failed");
    }
}
