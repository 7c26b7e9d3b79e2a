package io.arrowgate.decode.influx;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.RecordSplitter;

/** Splits records of line protocol into points; skips blank lines and comments. */
public final class LineProtocolSplitter implements RecordSplitter {
    @Override
    public boolean split(byte[] value, RecordElements elements) {
        elements.clear();
        int at = LineProtocolParser.skipComments(value, ByteOrderMark.end(value));
        while (at < value.length) {
            int end = pointEnd(value, at);
            elements.add(at, end);
            at = LineProtocolParser.skipComments(value, end);
        }
        return elements.count() > 1;
    }

    /** Returns the position of the line break after the point that begins here, or the end. Strings may contain line breaks. */
    private static int pointEnd(byte[] value, int start) {
        boolean fields = false;
        int at = start;
        while (at < value.length && value[at] != '\n') {
            if (isEscape(value, at)) {
                at += 2;
            } else if (fields && value[at] == '=' && at + 1 < value.length && value[at + 1] == '"') {
                at = stringEnd(value, at + 2);
                if (at > value.length || !LineProtocolValueScanner.isEnd(value, at)) {
                    // Broken quotes: ending at the first line break keeps the points after this one.
                    return lineBreak(value, start);
                }
            } else {
                fields |= value[at] == ' ';
                at++;
            }
        }
        return at;
    }

    private static boolean isEscape(byte[] value, int at) {
        if (value[at] != '\\' || at + 1 == value.length) {
            return false;
        }
        byte next = value[at + 1];
        return next == ',' || next == '=' || next == ' ';
    }

    /** Returns the position after the closing quote; one after the end if there is none. */
    private static int stringEnd(byte[] value, int start) {
        int at = ByteRanges.plainEnd(value, start);
        while (at < value.length && value[at] != '"') {
            boolean escape =
                    value[at] == '\\' && at + 1 < value.length && (value[at + 1] == '"' || value[at + 1] == '\\');
            at = ByteRanges.plainEnd(value, at + (escape ? 2 : 1));
        }
        return at + 1;
    }

    private static int lineBreak(byte[] value, int start) {
        int at = start;
        while (at < value.length && value[at] != '\n') {
            at++;
        }
        return at;
    }
}
