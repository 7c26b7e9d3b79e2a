package io.arrowgate.batch.arrow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes encoded batches as Arrow IPC files without decoding them. A file is the bytes of an IPC stream between a magic number and
 * a footer with the positions of the messages (Arrow columnar format 1.5, "IPC File Format").
 */
public final class ArrowFileWriter {
    /** The magic number at the beginning and end of a file. */
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    /** Length of the magic number at the beginning, with padding that keeps the messages aligned. */
    private static final int HEAD_BYTES = 8;
    /** Length of a message's prefix: a marker and the length of the metadata. */
    private static final int PREFIX_BYTES = 8;

    private static final int MARKER = 0xFFFF_FFFF;

    private final ByteBuffer stream;
    private final List<ArrowBlock> dictionaries = new ArrayList<>();
    private final List<ArrowBlock> recordBatches = new ArrayList<>();
    private Schema schema;

    private ArrowFileWriter(byte[] bytes) {
        stream = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a batch of either framing as a file; leaves {@code out} open. */
    public static void write(byte[] bytes, OutputStream out) throws IOException {
        if (Arrays.equals(bytes, 0, Math.min(bytes.length, MAGIC.length), MAGIC, 0, MAGIC.length)) {
            out.write(bytes);
            return;
        }
        ArrowFileWriter framing = new ArrowFileWriter(bytes);
        framing.findMessages();
        framing.writeTo(out);
    }

    private void findMessages() throws IOException {
        int position = 0;
        int metadataBytes = metadataBytes(position);
        while (metadataBytes > 0) {
            Message message = Message.getRootAsMessage(stream.slice(position + PREFIX_BYTES, metadataBytes));
            long bodyBytes = message.bodyLength();
            add(message, new ArrowBlock(HEAD_BYTES + position, PREFIX_BYTES + metadataBytes, bodyBytes));
            position = Math.addExact(position, Math.toIntExact(PREFIX_BYTES + metadataBytes + bodyBytes));
            metadataBytes = metadataBytes(position);
        }
        if (schema == null || position + PREFIX_BYTES != stream.limit()) {
            throw new IOException("not one complete Arrow IPC stream: ends at byte %d of %d"
                    .formatted(position + PREFIX_BYTES, stream.limit()));
        }
    }

    /** Returns the metadata length of the message at {@code position}; 0 at the end of the stream. */
    private int metadataBytes(int position) throws IOException {
        if (position + PREFIX_BYTES > stream.limit() || stream.getInt(position) != MARKER) {
            throw new IOException("invalid Arrow IPC message at byte %d of %d".formatted(position, stream.limit()));
        }
        int bytes = stream.getInt(position + Integer.BYTES);
        if (bytes < 0 || bytes > stream.limit() - position - PREFIX_BYTES) {
            throw new IOException("the Arrow IPC message at byte %d of %d has %d bytes of metadata"
                    .formatted(position, stream.limit(), bytes));
        }
        return bytes;
    }

    private void add(Message message, ArrowBlock block) throws IOException {
        switch (message.headerType()) {
            case MessageHeader.Schema -> schema = MessageSerializer.deserializeSchema(message);
            case MessageHeader.DictionaryBatch -> dictionaries.add(block);
            case MessageHeader.RecordBatch -> recordBatches.add(block);
            default -> throw new IOException("unexpected Arrow IPC message of type " + message.headerType());
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(MAGIC);
        out.write(new byte[HEAD_BYTES - MAGIC.length]);
        out.write(stream.array());
        // Not closed, because the caller owns the output stream.
        WriteChannel footer = new WriteChannel(Channels.newChannel(out));
        footer.write(new ArrowFooter(schema, dictionaries, recordBatches, Map.of()), false);
        footer.writeIntLittleEndian(Math.toIntExact(footer.getCurrentPosition()));
        out.write(MAGIC);
    }
}
