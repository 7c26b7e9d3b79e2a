package io.arrowgate.common.kafka;

import io.arrowgate.common.WireSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes and reads Kafka headers byte for byte. */
public final class KafkaHeadersSerializer {
    private KafkaHeadersSerializer() {}

    public static void write(Headers headers, DataOutputView target) throws IOException {
        Header[] all = headers.toArray();
        target.writeInt(all.length);
        for (Header header : all) {
            WireSerializer.writeText(header.key(), target);
            WireSerializer.writeBytes(header.value(), target);
        }
    }

    public static Headers read(DataInputView source) throws IOException {
        int count = source.readInt();
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < count; i++) {
            headers.add(WireSerializer.readText(source), WireSerializer.readBytes(source));
        }
        return headers;
    }
}
