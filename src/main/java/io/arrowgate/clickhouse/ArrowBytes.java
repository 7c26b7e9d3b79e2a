package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.clickhouse.data.ClickHouseFormat;
import java.util.Arrays;

/**
 * The bytes of one insert, and which framing they have.
 *
 * @param bytes one complete Arrow IPC stream or file
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ArrowBytes(byte[] bytes) {
    /** How an IPC file begins, by Arrow's columnar format specification; a stream begins with 0xFFFFFFFF. */
    private static final byte[] FILE_MAGIC = "ARROW1".getBytes(US_ASCII);

    boolean isFile() {
        return bytes.length > FILE_MAGIC.length
                && Arrays.equals(bytes, 0, FILE_MAGIC.length, FILE_MAGIC, 0, FILE_MAGIC.length);
    }

    ClickHouseFormat format() {
        return isFile() ? ClickHouseFormat.Arrow : ClickHouseFormat.ArrowStream;
    }
}
