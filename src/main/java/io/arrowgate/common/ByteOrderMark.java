package io.arrowgate.common;

/** Finds the byte order mark that some programs write before UTF-8. */
public final class ByteOrderMark {
    private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private ByteOrderMark() {}

    /** Returns the position after the mark; 0 if there is none. */
    public static int end(byte[] bytes) {
        return bytes.length >= UTF_8.length && bytes[0] == UTF_8[0] && bytes[1] == UTF_8[1] && bytes[2] == UTF_8[2]
                ? UTF_8.length
                : 0;
    }
}
