package io.arrowgate.tools.local.sql;

import io.arrowgate.tools.local.engine.ClickHouseException;
import java.nio.charset.StandardCharsets;

/**
 * Splits SQL into tokens like ClickHouse's lexer, byte by byte, so that a stream of any length can be read.
 *
 * <p>Rejects what the two lexers could read differently, so that nothing can hide there: heredocs, typographic quotes and
 * blanks, and nested comments.
 */
final class SqlLexer {
    /** Classifies tokens. NAME: a word or a quoted identifier. TEXT: a string literal. */
    enum Kind {
        NAME,
        TEXT,
        SYMBOL
    }

    /** Receives the tokens in order. */
    interface Sink {
        /**
         * Receives the next token.
         *
         * @param text of the token; between the quotes of a quoted one; shortened if it is long
         * @param escaped whether a quoted token has backslashes, which remain in the text
         */
        void token(Kind kind, String text, boolean escaped);
    }

    private enum State {
        CODE,
        WORD,
        QUOTED,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    private static final int MAX_TOKEN = 256;

    private final Sink sink;
    private final byte[] token = new byte[MAX_TOKEN];
    private int length;
    private State state = State.CODE;
    private int quote;
    private boolean escapeNext;
    private boolean escaped;
    /** The previous byte, if both can be part of one symbol. */
    private int previous;

    SqlLexer(Sink sink) {
        this.sink = sink;
    }

    void feed(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            int before = previous;
            previous = bytes[i];
            feed(before, bytes[i]);
        }
    }

    /** Emits the token that the end of the text completes. */
    void finish() {
        feed(0, (byte) ' ');
    }

    private void feed(int before, byte value) {
        switch (state) {
            case CODE -> code(before, value);
            case WORD -> {
                if (isWordByte(value)) {
                    add(value);
                } else {
                    state = State.CODE;
                    emit(Kind.NAME);
                    code(0, value);
                }
            }
            case QUOTED -> quoted(value);
            case LINE_COMMENT -> state = value == '\n' ? State.CODE : State.LINE_COMMENT;
            case BLOCK_COMMENT -> blockComment(before, value);
        }
    }

    private void code(int before, byte value) {
        if (value < 0 || value == '$') {
            throw unreadable("characters that are not ASCII, and '$', must be in quotes");
        }
        if ((before == '-' && value == '-') || (before == '#' && (value == ' ' || value == '!'))) {
            begin(State.LINE_COMMENT);
            return;
        }
        if (before == '/' && value == '*') {
            begin(State.BLOCK_COMMENT);
            return;
        }
        if (canBeginComment(before)) {
            symbol(before);
        }
        if (isWordByte(value)) {
            begin(State.WORD);
            add(value);
        } else if (value == '\'' || value == '"' || value == '`') {
            begin(State.QUOTED);
            quote = value;
        } else if (value > ' ' && !canBeginComment(value)) {
            symbol(value);
        }
    }

    /** Returns whether the byte can begin a comment, which only the next byte decides. */
    private static boolean canBeginComment(int value) {
        return value == '-' || value == '#' || value == '/';
    }

    private void symbol(int value) {
        sink.token(Kind.SYMBOL, String.valueOf((char) value), false);
    }

    private void begin(State next) {
        state = next;
        length = 0;
        escaped = false;
        previous = 0;
    }

    private void quoted(byte value) {
        if (value == quote && !escapeNext) {
            state = State.CODE;
            previous = 0;
            emit(quote == '\'' ? Kind.TEXT : Kind.NAME);
            return;
        }
        escapeNext = value == '\\' && !escapeNext;
        escaped |= value == '\\';
        add(value);
    }

    private void blockComment(int before, byte value) {
        if (before == '*' && value == '/') {
            begin(State.CODE);
        } else if (before == '/' && value == '*') {
            throw unreadable("comments must not be nested");
        }
    }

    private void add(byte value) {
        if (length < MAX_TOKEN) {
            token[length++] = value;
        }
    }

    private void emit(Kind kind) {
        sink.token(kind, new String(token, 0, length, StandardCharsets.UTF_8), escaped);
    }

    private static ClickHouseException unreadable(String text) {
        return new ClickHouseException(62, "SYNTAX_ERROR", "The local stack reads plain SQL only: " + text);
    }

    private static boolean isWordByte(byte value) {
        return value == '_' || Character.isLetterOrDigit(value);
    }
}
