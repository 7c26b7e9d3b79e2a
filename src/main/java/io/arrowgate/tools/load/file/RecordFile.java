package io.arrowgate.tools.load.file;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads the records of a CSV, JSON or line protocol file or of standard input, optionally gzip-compressed. Lines may have keys, see
 * {@link KeyedLineSource}.
 */
public final class RecordFile implements RecordSource {
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final byte[] UTF8_BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int BUFFER_BYTES = 64 * 1024;

    private final RecordSource records;
    /** Null for standard input. */
    private final FileChannel channel;
    /** Null if the key is the series key. */
    private final SeriesKeyExtractor keys;

    private RecordFile(RecordSource records, FileChannel channel, SeriesKeyExtractor keys) {
        this.records = records;
        this.channel = channel;
        this.keys = keys;
    }

    /** Opens a file of records of the stream. */
    public static RecordFile open(StreamDefinition stream, Path file) throws IOException {
        return open(stream, file, null);
    }

    /**
     * Opens a file of records of the stream.
     *
     * @param keyField raw field with the key of the records; null for the series key
     */
    public static RecordFile open(StreamDefinition stream, Path file, String keyField) throws IOException {
        SeriesKeyExtractor keys = keys(stream, keyField);
        FileChannel channel = FileChannel.open(file);
        try {
            return new RecordFile(records(stream, Channels.newInputStream(channel)), channel, keys);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads from an input of unknown length.
     *
     * @param keyField raw field with the key of the records; null for the series key
     */
    public static RecordFile of(StreamDefinition stream, InputStream input, String keyField) throws IOException {
        return new RecordFile(records(stream, input), null, keys(stream, keyField));
    }

    private static SeriesKeyExtractor keys(StreamDefinition stream, String keyField) {
        return keyField == null ? null : SeriesKeyExtractor.ofField(stream, keyField);
    }

    private static RecordSource records(StreamDefinition stream, InputStream input) throws IOException {
        BufferedInputStream text = text(input);
        boolean hasTabs = stream.csvDialect().delimiter().equals("\t");
        if (!hasTabs && KeyedLineSource.isKeyed(text)) {
            return new KeyedLineSource(text);
        }
        if (stream.format() == RecordFormat.INFLUX) {
            return new LineProtocolRecordSource(stream, text);
        }
        boolean json = stream.format() == RecordFormat.JSON || startsWith(text, new byte[] {'{'});
        return json ? new JsonRecordSource(stream, text) : new CsvRecordSource(stream, text);
    }

    /** Decompresses an input if it is compressed, and skips a byte order mark. */
    public static BufferedInputStream text(InputStream input) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(input, BUFFER_BYTES);
        BufferedInputStream text = startsWith(raw, GZIP_MAGIC)
                ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
                : raw;
        if (startsWith(text, UTF8_BYTE_ORDER_MARK)) {
            text.skipNBytes(UTF8_BYTE_ORDER_MARK.length);
        }
        return text;
    }

    private static boolean startsWith(BufferedInputStream input, byte[] prefix) throws IOException {
        input.mark(prefix.length);
        byte[] start = input.readNBytes(prefix.length);
        input.reset();
        return Arrays.equals(start, prefix);
    }

    /** Returns the size of the file in bytes, or -1 if unknown. */
    public long sizeBytes() throws IOException {
        return channel == null ? -1 : channel.size();
    }

    /** Returns the number of bytes read, or 0 if the size is unknown. */
    public long readBytes() throws IOException {
        return channel == null ? 0 : channel.position();
    }

    @Override
    public KeyedRecord next() throws IOException {
        KeyedRecord record = records.next();
        return keys == null || record == null ? record : new KeyedRecord(keys.keyOf(record.value()), record.value());
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
