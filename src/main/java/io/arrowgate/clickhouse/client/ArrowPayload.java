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
 * The bytes of one insert, and which framing they have.
 *
 * @param bytes one complete Arrow IPC stream or file
 */
@SuppressWarnings("ArrayRecordComponent")
public // Never compared.
record ArrowPayload(byte[] bytes) {
    /** How an IPC file begins, by Arrow's columnar format specification; a stream begins with 0xFFFFFFFF. */
    private static final byte[] FILE_MAGIC = "ARROW1".getBytes(US_ASCII);

    public boolean isFile() {
        return bytes.length > FILE_MAGIC.length
                && Arrays.equals(bytes, 0, FILE_MAGIC.length, FILE_MAGIC, 0, FILE_MAGIC.length);
    }

    /** As it is written in the bytes: a dictionary-encoded column has the type of its values. */
    public Schema schema() throws IOException {
        // Both framings begin with the schema's message; a file has its magic, padded to eight bytes, before that.
        int begin = isFile() ? Long.BYTES : 0;
        InputStream messages = new ByteArrayInputStream(bytes, begin, bytes.length - begin);
        return MessageSerializer.deserializeSchema(new ReadChannel(Channels.newChannel(messages)));
    }

    /** Name of ClickHouse's format for the framing. */
    String format() {
        return isFile() ? "Arrow" : "ArrowStream";
    }
}
