package io.arrowgate.tools.sql;

import java.util.List;
import java.util.Set;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor which input is complete, and which word it completes. */
final class StatementParser implements Parser {
    /** Leave the prompt; need no semicolon. */
    static final Set<String> LEAVE = Set.of("exit", "quit");

    /** Holds the name or keyword around the cursor. */
    private record WordAtCursor(String line, int cursor, String word, int wordCursor) implements CompletingParsedLine {
        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor;
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
            throw new EOFError(-1, -1, "a semicolon ends the statement", ";");
        }
        int start = cursor;
        while (start > 0 && isNamePart(line.charAt(start - 1))) {
            start--;
        }
        int end = cursor;
        while (end < line.length() && isNamePart(line.charAt(end))) {
            end++;
        }
        return new WordAtCursor(line, cursor, line.substring(start, end), cursor - start);
    }

    private static boolean isComplete(String text) {
        return LEAVE.contains(text.strip())
                || StatementSplitter.split(text).remainder().isEmpty();
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /** Nothing is escaped: a backslash is part of a statement. */
    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }
}
