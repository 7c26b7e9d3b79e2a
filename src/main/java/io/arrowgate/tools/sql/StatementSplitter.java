package io.arrowgate.tools.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits text into SQL statements at each semicolon outside of quotes and comments. */
public final class StatementSplitter {
    private static final Pattern HEREDOC = Pattern.compile("\\$\\w*\\$");

    private StatementSplitter() {}

    /**
     * Holds the parts of a text.
     *
     * @param statements those that a semicolon ends, without it
     * @param remainder the statement that none ends; empty if only blanks and comments follow the last semicolon
     */
    public record Split(List<String> statements, String remainder) {
        /** Returns the statements with the unfinished one. */
        public List<String> all() {
            return remainder.isEmpty()
                    ? statements
                    : Stream.concat(statements.stream(), Stream.of(remainder)).toList();
        }
    }

    /** Splits a text. */
    public static Split split(String text) {
        List<String> statements = new ArrayList<>();
        int start = 0;
        boolean hasCode = false;
        for (int at = 0, end; at < text.length(); at = end) {
            end = endOfToken(text, at);
            if (text.charAt(at) != ';') {
                hasCode |= !Character.isWhitespace(text.charAt(at)) && !isComment(text, at);
                continue;
            }
            if (hasCode) {
                statements.add(text.substring(start, at).strip());
            }
            start = end;
            hasCode = false;
        }
        return new Split(statements, hasCode ? text.substring(start).strip() : "");
    }

    private static boolean isComment(String text, int at) {
        return text.startsWith("/*", at) || isLineComment(text, at);
    }

    private static boolean isLineComment(String text, int at) {
        return text.startsWith("--", at) || text.startsWith("# ", at) || text.startsWith("#!", at);
    }

    private static int endOfToken(String text, int at) {
        if (isLineComment(text, at)) {
            return after(text, "\n", at);
        }
        if (text.startsWith("/*", at)) {
            return after(text, "*/", at + 2);
        }
        return switch (text.charAt(at)) {
            case '\'', '"', '`' -> endOfQuoted(text, at);
            case '$' -> endOfHeredoc(text, at);
            default -> at + 1;
        };
    }

    /** A doubled quote counts as the end of one quoted text and the beginning of another, which has the same effect. */
    private static int endOfQuoted(String text, int at) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != text.charAt(at)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private static int endOfHeredoc(String text, int at) {
        Matcher tag = HEREDOC.matcher(text).region(at, text.length());
        return tag.lookingAt() ? after(text, tag.group(), tag.end()) : at + 1;
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
