package io.arrowgate.tools.local.sql;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Parses a request's statement as far as the HTTP interface needs it: the start and the format of an INSERT's data. */
public final class ParsedStatement {
    private static final Set<String> BEFORE_TABLE_NAME = Set.of("INTO", "TABLE", "FUNCTION");
    private static final Set<String> OWN_SOURCE_OF_ROWS = Set.of("SELECT", "WITH", "FROM", "WATCH");
    private static final Set<String> READING =
            Set.of("SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS", "CHECK", "SET", "USE");
    /** Never change their session's settings, current database or temporary tables. */
    private static final Set<String> STATELESS = Set.of("SELECT", "WITH", "INSERT");

    private final byte[] text;
    private final String inputFormat;
    private final int dataStart;

    private ParsedStatement(byte[] text, String inputFormat, int dataStart) {
        this.text = text;
        this.inputFormat = inputFormat;
        this.dataStart = dataStart;
    }

    /** Returns the statement's bytes unchanged: all of them, or an INSERT's up to its FORMAT or VALUES. */
    public byte[] text() {
        return text;
    }

    /** Returns the format of the data after the text; null if there are none. */
    public String inputFormat() {
        return inputFormat;
    }

    /** Returns where the data begin, as an index into the bytes that were split. */
    public int dataStart() {
        return dataStart;
    }

    public boolean isInsertOfData() {
        return inputFormat != null;
    }

    /** Returns whether a value of the data can be any SQL expression. */
    public boolean dataAreExpressions() {
        return inputFormat.equalsIgnoreCase("Values") || inputFormat.equalsIgnoreCase("MySQLDump");
    }

    /**
     * Splits the first {@code length} bytes of a request.
     *
     * @param complete whether the request has no further bytes
     * @return empty if more bytes are needed
     */
    public static Optional<ParsedStatement> split(byte[] bytes, int length, boolean complete) {
        StatementScanner scanner = new StatementScanner(bytes, length);
        StatementScanner.Token token = scanner.next();
        if (token == StatementScanner.Token.WORD && !touchesOpenEnd(scanner, length, complete)) {
            return scanner.keyword().equals("INSERT")
                    ? splitInsert(scanner, bytes, length, complete)
                    : whole(bytes, length, complete);
        }
        return whole(bytes, length, complete);
    }

    private static Optional<ParsedStatement> splitInsert(
            StatementScanner scanner, byte[] bytes, int length, boolean complete) {
        StatementScanner.Token token = scanner.next();
        while (token == StatementScanner.Token.WORD && BEFORE_TABLE_NAME.contains(scanner.keyword())) {
            token = scanner.next();
        }
        // The table's name stands here, and it may be a keyword.
        while (token != StatementScanner.Token.END && token != StatementScanner.Token.INCOMPLETE) {
            token = scanner.next();
            if (token != StatementScanner.Token.WORD || scanner.followsDot()) {
                continue;
            }
            if (touchesOpenEnd(scanner, length, complete)) {
                return Optional.empty();
            }
            String keyword = scanner.keyword();
            if (OWN_SOURCE_OF_ROWS.contains(keyword)) {
                return whole(bytes, length, complete);
            }
            if (keyword.equals("VALUES")) {
                return Optional.of(data(bytes, scanner.start(), "Values", scanner.end()));
            }
            if (keyword.equals("FORMAT")) {
                return splitAtFormat(scanner, bytes, length, complete);
            }
        }
        return whole(bytes, length, complete);
    }

    private static Optional<ParsedStatement> splitAtFormat(
            StatementScanner scanner, byte[] bytes, int length, boolean complete) {
        int textEnd = scanner.start();
        if (scanner.next() != StatementScanner.Token.WORD) {
            return whole(bytes, length, complete);
        }
        if (touchesOpenEnd(scanner, length, complete)) {
            return Optional.empty();
        }
        int dataStart = scanner.end();
        // Data begin after one line end, so that a binary format's first byte is never taken for a blank.
        while (dataStart < length && bytes[dataStart] != '\n' && StatementScanner.isBlank(bytes[dataStart])) {
            dataStart++;
        }
        if (dataStart < length && bytes[dataStart] == ';') {
            dataStart++;
        }
        if (dataStart < length && bytes[dataStart] == '\n') {
            dataStart++;
        }
        return Optional.of(data(bytes, textEnd, scanner.word(), dataStart));
    }

    private static ParsedStatement data(byte[] bytes, int textEnd, String format, int dataStart) {
        return new ParsedStatement(Arrays.copyOf(bytes, textEnd), format, dataStart);
    }

    private static Optional<ParsedStatement> whole(byte[] bytes, int length, boolean complete) {
        return complete
                ? Optional.of(new ParsedStatement(Arrays.copyOf(bytes, length), null, length))
                : Optional.empty();
    }

    /** Returns whether a word, or the blanks after a format's name, may continue in the bytes that are still to come. */
    private static boolean touchesOpenEnd(StatementScanner scanner, int length, boolean complete) {
        return !complete && scanner.end() + 2 >= length;
    }

    /** Returns the format that the statement's own FORMAT clause selects, or {@code otherwise}. */
    public String outputFormat(String otherwise) {
        StatementScanner scanner = new StatementScanner(text, text.length);
        String format = null;
        boolean afterFormat = false;
        for (StatementScanner.Token token = scanner.next();
                token != StatementScanner.Token.END && token != StatementScanner.Token.INCOMPLETE;
                token = scanner.next()) {
            boolean word = token == StatementScanner.Token.WORD && !scanner.followsDot();
            if (afterFormat && word) {
                format = scanner.word();
                afterFormat = false;
            } else if (word && scanner.keyword().equals("SETTINGS") && format != null) {
                return format;
            } else if (word && scanner.keyword().equals("FORMAT")) {
                afterFormat = true;
            } else if (token != StatementScanner.Token.SYMBOL || text[scanner.start()] != ';') {
                // A word "format" with more after it was a name.
                format = null;
                afterFormat = false;
            }
        }
        return format == null ? otherwise : format;
    }

    /** Returns whether the statement only reads or changes only its session. */
    public boolean isReading() {
        String keyword = firstKeyword();
        return keyword.isEmpty() || READING.contains(keyword);
    }

    /** Returns whether the statement leaves its session as it is. */
    public boolean isStateless() {
        return STATELESS.contains(firstKeyword());
    }

    /** Returns the first word in upper case, or an empty text if the statement begins with something else. */
    private String firstKeyword() {
        StatementScanner scanner = new StatementScanner(text, text.length);
        return scanner.next() == StatementScanner.Token.WORD ? scanner.keyword() : "";
    }
}
