package io.arrowgate.stream.column;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text keys into named parts: {@code zigbee2mqtt/{device}}. A part is at least one character, and ends where the text
 * after it first occurs; the last part ends before the text at the end.
 *
 * @param texts before, between and after the parts, one more than parts; only the first and the last may be empty
 * @param names of the parts
 */
public record KeyPattern(List<String> texts, List<String> names) {
    private static final Pattern PART = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    public KeyPattern {
        texts = List.copyOf(texts);
        names = List.copyOf(names);
    }

    /** Parses a pattern; an {@link IllegalArgumentException} has the position of the error. */
    public static KeyPattern parse(String pattern) {
        List<String> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher part = PART.matcher(pattern);
        int textStart = 0;
        while (part.find()) {
            texts.add(text(pattern, textStart, part.start()));
            check(
                    names.isEmpty() || !texts.get(names.size()).isEmpty(),
                    pattern,
                    part.start(),
                    "text must separate parts");
            check(NAME.matcher(part.group(1)).matches(), pattern, part.start() + 1, "is not a name");
            names.add(part.group(1));
            check(new HashSet<>(names).size() == names.size(), pattern, part.start() + 1, "is duplicated");
            textStart = part.end();
        }
        texts.add(text(pattern, textStart, pattern.length()));
        check(!names.isEmpty(), pattern, 0, "has no part such as {device}");
        return new KeyPattern(texts, names);
    }

    private static String text(String pattern, int start, int end) {
        String text = pattern.substring(start, end);
        int brace = text.replace('}', '{').indexOf('{');
        check(brace < 0, pattern, start + brace, "the brace has no counterpart");
        return text;
    }

    private static void check(boolean holds, String pattern, int position, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "key-pattern: '%s', position %d: %s".formatted(pattern, position + 1, rule));
        }
    }
}
