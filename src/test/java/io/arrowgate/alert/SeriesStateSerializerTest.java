package io.arrowgate.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.state.EncodedSeriesState;
import io.arrowgate.alert.state.SeriesState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SeriesStateSerializerTest {
    private static final int FIELDS = 2;

    @Test
    void recentReadingsOf01AreKept() throws IOException {
        EncodedSeriesState encoded = SeriesStateSerializer.INSTANCE.deserialize(new DataInputDeserializer(stateOf01()));
        DataOutputSerializer rewritten = new DataOutputSerializer(1);
        SeriesStateSerializer.INSTANCE.serialize(encoded, rewritten);
        SeriesState state = SeriesStateSerializer.INSTANCE
                .deserialize(new DataInputDeserializer(rewritten.getCopyOfBuffer()))
                .decode("edge-1");

        assertThat(state.name()).isEqualTo("edge-1;");
        assertThat(state.recent().size()).isEqualTo(2);
        Reading reading = new Reading(FIELDS);
        state.recent().get(1, reading);
        assertThat(reading.timeMicros).isEqualTo(2_000);
        assertThat(reading.offset).isEqualTo(8);
        assertThat(reading.values).containsExactly(2, 20);
    }

    /** The bytes that 0.1.0 wrote for a series with two readings, and without rules. */
    private static byte[] stateOf01() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        byte[] name = "edge-1;".getBytes(StandardCharsets.UTF_8);
        out.writeByte(1);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(2_000); // event time, partition and offset of the latest reading
        out.writeInt(0);
        out.writeLong(8);
        out.writeLong(5_000); // last seen
        out.writeShort(FIELDS);
        out.writeLong(0); // event time of the latest removed reading
        out.writeByte(2);
        for (int i = 1; i <= 2; i++) {
            out.writeLong(i * 1_000L);
            out.writeInt(0);
            out.writeLong(6 + i);
            out.writeDouble(i);
            out.writeDouble(i * 10);
        }
        out.writeShort(0); // rule states
        return out.getCopyOfBuffer();
    }
}
