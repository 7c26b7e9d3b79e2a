package io.arrowgate.decode.csv;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.stream.column.CsvDialect;

/** Finds what precedes the line of a record: a byte order mark, a line such as {@code sep=;}, and comments. */
final class CsvPreamble {
    /** Stands for a character that the dialect does not have. No byte of a record has its value. */
    private static final int NONE = Integer.MIN_VALUE;

    private static final byte[] SEPARATOR = {'s', 'e', 'p', '='};

    private final int comment;

    CsvPreamble(CsvDialect dialect) {
        comment = dialect.comment().isEmpty() ? NONE : dialect.comment().charAt(0);
    }

    /** Returns the position after the preamble, or the end. */
    int end(byte[] record) {
        int at = ByteOrderMark.end(record);
        if (isSeparatorLine(record, at)) {
            at = nextLine(record, at);
        }
        while (at < record.length && record[at] == comment) {
            at = nextLine(record, at);
        }
        return at;
    }

    /** Returns whether the line is {@code sep=} and one character, which spreadsheets write before the header. */
    private static boolean isSeparatorLine(byte[] record, int start) {
        int end = start + SEPARATOR.length + 1;
        return startsWith(record, start, SEPARATOR)
                && end <= record.length
                && (end == record.length || record[end] == '\n' || record[end] == '\r');
    }

    private static boolean startsWith(byte[] record, int start, byte[] prefix) {
        if (record.length - start < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (record[start + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static int nextLine(byte[] record, int start) {
        int at = start;
        while (at < record.length && record[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, record.length);
    }
}
