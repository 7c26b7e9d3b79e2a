package io.arrowgate.tools.local.http;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * Decompresses ClickHouse's native compressed blocks, the content of a body with {@code decompress=1}.
 *
 * <p>A block is 16 bytes CityHash128 of all that follows, 1 byte method, 4 bytes size of header and compressed bytes, 4
 * bytes size of the data, compressed bytes; numbers are little-endian (ClickHouse, CompressedReadBufferBase).
 */
final class NativeBlockInputStream extends InputStream {
    private static final int CHECKSUM_BYTES = 16;
    private static final int HEADER_BYTES = 9;
    private static final int MAX_BLOCK_BYTES = 1 << 30;
    private static final byte LZ4 = (byte) 0x82;
    private static final byte ZSTD = (byte) 0x90;
    private static final byte NONE = 0x02;

    private final InputStream in;
    private byte[] block = new byte[0];
    private int position;

    NativeBlockInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return fill() ? block[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int size = Math.min(length, block.length - position);
        System.arraycopy(block, position, target, offset, size);
        position += size;
        return size;
    }

    /** Ensures that a byte is available; false at the end. */
    private boolean fill() throws IOException {
        while (position >= block.length) {
            byte[] checksum = in.readNBytes(CHECKSUM_BYTES);
            if (checksum.length == 0) {
                return false;
            }
            block = readBlock(checksum);
            position = 0;
        }
        return true;
    }

    private byte[] readBlock(byte[] checksum) throws IOException {
        byte[] header = readFully(HEADER_BYTES);
        ByteBuffer sizes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int sizeWithHeader = sizes.getInt(1);
        int dataSize = sizes.getInt(5);
        if (sizeWithHeader < HEADER_BYTES
                || sizeWithHeader > MAX_BLOCK_BYTES
                || dataSize < 0
                || dataSize > MAX_BLOCK_BYTES) {
            throw broken("sizes " + sizeWithHeader + " and " + dataSize + " are out of range");
        }
        byte[] body = Arrays.copyOf(header, sizeWithHeader);
        System.arraycopy(
                readFully(sizeWithHeader - HEADER_BYTES), 0, body, HEADER_BYTES, sizeWithHeader - HEADER_BYTES);
        checkSum(checksum, body);
        return decompress(header[0], body, dataSize);
    }

    private byte[] readFully(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the body ends within a compressed block");
        }
        return bytes;
    }

    @SuppressWarnings(
            "deprecation") // the class is only going to move; it is the version of the hash that ClickHouse uses
    private static void checkSum(byte[] checksum, byte[] body) {
        ByteBuffer expected = ByteBuffer.wrap(checksum).order(ByteOrder.LITTLE_ENDIAN);
        long[] actual = ClickHouseCityHash.cityHash128(body, 0, body.length);
        if (checksum.length < CHECKSUM_BYTES || expected.getLong(0) != actual[0] || expected.getLong(8) != actual[1]) {
            throw new ClickHouseException(40, "CHECKSUM_DOESNT_MATCH", "Checksum doesn't match: corrupted data");
        }
    }

    private static byte[] decompress(byte method, byte[] body, int dataSize) {
        try {
            return switch (method) {
                case LZ4 ->
                    LZ4Factory.fastestInstance()
                            .safeDecompressor()
                            .decompress(body, HEADER_BYTES, body.length - HEADER_BYTES, dataSize);
                case ZSTD -> Zstd.decompress(Arrays.copyOfRange(body, HEADER_BYTES, body.length), dataSize);
                case NONE -> Arrays.copyOfRange(body, HEADER_BYTES, body.length);
                default ->
                    throw new ClickHouseException(
                            89, "UNKNOWN_COMPRESSION_METHOD", "Unknown compression method: " + (method & 0xff));
            };
        } catch (LZ4Exception | ZstdException e) {
            throw broken(e.getMessage());
        }
    }

    private static ClickHouseException broken(String reason) {
        return new ClickHouseException(271, "CANNOT_DECOMPRESS", "Cannot decompress: " + reason);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
