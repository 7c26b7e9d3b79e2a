package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the values of a complete response in ClickHouse's RowBinary format. */
public final class RowBinaryResponse {
    private final ByteBuffer bytes;

    private RowBinaryResponse(byte[] response) {
        bytes = ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads all values of a response. */
    @FunctionalInterface
    public interface Values<T> {
        /**
         * Reads the values in their order.
         *
         * @throws InvalidResponseException if they contradict each other
         */
        T read(RowBinaryResponse response) throws InvalidResponseException;
    }

    /**
     * Decodes a complete response.
     *
     * @param expected describes a valid response for the error message
     * @throws InvalidResponseException if the response is truncated, malformed or longer than its values
     */
    public static <T> T decode(byte[] response, String expected, Values<T> values) throws InvalidResponseException {
        RowBinaryResponse in = new RowBinaryResponse(response);
        try {
            T decoded = values.read(in);
            if (!in.bytes.hasRemaining()) {
                return decoded;
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            // Reported below.
        }
        throw InvalidResponseException.incomplete("expected %s, got %d bytes".formatted(expected, response.length));
    }

    /** Decodes a response of one number. */
    public static long decodeInt64(byte[] response) throws InvalidResponseException {
        return decode(response, "an int64", RowBinaryResponse::int64);
    }

    /** Decodes a response of one text. */
    public static String decodeText(byte[] response) throws InvalidResponseException {
        return decode(response, "a string", RowBinaryResponse::text);
    }

    public int int32() {
        return bytes.getInt();
    }

    public long int64() {
        return bytes.getLong();
    }

    /** Reads the length of an array or text, which precedes its elements in LEB128. */
    public int length() {
        long length = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            length |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0 && shift < Long.SIZE);
        // Each element has at least one byte.
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) length;
    }

    public String text() {
        byte[] utf8 = new byte[length()];
        bytes.get(utf8);
        return new String(utf8, UTF_8);
    }
}
