package io.arrowgate.tools.local.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Scans the top level of a statement's bytes: words, quoted names and single characters. It skips comments, string literals and
 * anything in brackets. Bytes that are not ASCII are part of words.
 */
final class StatementScanner {
    /** Classifies the current token. INCOMPLETE: a quote, comment or bracket that the available bytes do not close. */
    enum Token {
        WORD,
        QUOTED,
        SYMBOL,
        END,
        INCOMPLETE
    }

    private final byte[] text;
    private final int length;
    private int start;
    private int position;

    StatementScanner(byte[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Advances to the next token of the top level. */
    Token next() {
        int depth = 0;
        while (true) {
            Token token = nextAnyDepth();
            char first = token == Token.SYMBOL ? (char) text[start] : ' ';
            if (first == '(' || first == '{' || first == '[') {
                depth++;
            } else if (depth == 0) {
                return token;
            } else if (token == Token.END) {
                return Token.INCOMPLETE;
            } else if (token == Token.INCOMPLETE) {
                return token;
            } else if (first == ')' || first == '}' || first == ']') {
                depth--;
                if (depth == 0) {
                    return Token.QUOTED;
                }
            }
        }
    }

    /** Returns the current word in upper case, as keywords are compared. */
    String keyword() {
        return word().toUpperCase(Locale.ROOT);
    }

    String word() {
        return new String(text, start, position - start, StandardCharsets.UTF_8);
    }

    /** Returns the index of the current token's first byte. */
    int start() {
        return start;
    }

    /** Returns the index after the current token's last byte. */
    int end() {
        return position;
    }

    /** Returns whether the current word is the part of a compound name after its dot. */
    boolean followsDot() {
        return start > 0 && text[start - 1] == '.';
    }

    private Token nextAnyDepth() {
        if (!skipBlanksAndComments()) {
            return Token.INCOMPLETE;
        }
        start = position;
        if (position >= length) {
            return Token.END;
        }
        byte first = text[position];
        if (first == '\'' || first == '"' || first == '`') {
            return skipQuoted(first) ? Token.QUOTED : Token.INCOMPLETE;
        }
        if (!isWordByte(first)) {
            position++;
            return Token.SYMBOL;
        }
        while (position < length && isWordByte(text[position])) {
            position++;
        }
        return Token.WORD;
    }

    private boolean skipBlanksAndComments() {
        while (position < length) {
            if (isBlank(text[position])) {
                position++;
            } else if (startsWith("--") || startsWith("#!") || startsWith("# ")) {
                position = indexOf("\n");
            } else if (startsWith("/*")) {
                position = indexOf("*/");
            } else {
                return true;
            }
            if (position < 0) {
                position = length;
                return false;
            }
        }
        return true;
    }

    private boolean skipQuoted(byte quote) {
        position++;
        while (position < length && text[position] != quote) {
            position += text[position] == '\\' ? 2 : 1;
        }
        position++;
        return position <= length;
    }

    private boolean startsWith(String prefix) {
        return position + prefix.length() <= length
                && prefix.equals(new String(text, position, prefix.length(), StandardCharsets.ISO_8859_1));
    }

    /** Returns the index after the next occurrence of {@code mark}, or -1. */
    private int indexOf(String mark) {
        for (int i = position; i + mark.length() <= length; i++) {
            if (mark.equals(new String(text, i, mark.length(), StandardCharsets.ISO_8859_1))) {
                return i + mark.length();
            }
        }
        return -1;
    }

    static boolean isBlank(byte value) {
        return value == ' ' || (value >= '\t' && value <= '\r');
    }

    private static boolean isWordByte(byte value) {
        return value < 0 || value == '_' || value == '$' || Character.isLetterOrDigit((char) value);
    }
}
