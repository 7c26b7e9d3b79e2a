package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Holds the Arrow bytes of one insert and detects their framing.
 *
 * @param bytes one complete Arrow IPC stream or file
 */
@SuppressWarnings("ArrayRecordComponent")
public // Never compared.
record ArrowPayload(byte[] bytes) {
    /** First bytes of an IPC file (Arrow columnar format specification); a stream begins with 0xFFFFFFFF. */
    private static final byte[] FILE_MAGIC = "ARROW1".getBytes(US_ASCII);

    /** Returns whether the bytes are an IPC file; otherwise they are an IPC stream. */
    public boolean isFile() {
        return bytes.length > FILE_MAGIC.length
                && Arrays.equals(bytes, 0, FILE_MAGIC.length, FILE_MAGIC, 0, FILE_MAGIC.length);
    }

    /** Reads the schema as the IPC message declares it: a dictionary-encoded column has the type of its values. */
    public Schema schema() throws IOException {
        // Both framings begin with the schema message. In a file, the magic precedes it, padded to eight bytes.
        int begin = isFile() ? Long.BYTES : 0;
        InputStream messages = new ByteArrayInputStream(bytes, begin, bytes.length - begin);
        return MessageSerializer.deserializeSchema(new ReadChannel(Channels.newChannel(messages)));
    }

    /** Returns the name of ClickHouse's input format for the framing. */
    String format() {
        return isFile() ? "Arrow" : "ArrowStream";
    }
}
