package io.arrowgate.stream.column;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the name of a raw field as a path into JSON objects and arrays: {@code metrics[0].value}. A name in double quotes, the
 * whole or one step, is literal: {@code "a.b"}. A bracket after a blank is part of a name: {@code Temp [C]}.
 *
 * @param steps at least one
 */
public record FieldPath(List<Step> steps) {
    private static final int MAX_INDEX = 9_999;
    private static final String ANY = "*";

    /**
     * Selects a field of an object, or an element of an array.
     *
     * @param name of the field; null for an element
     * @param index of the element, from 0
     */
    public record Step(String name, int index) {
        public boolean isElement() {
            return name == null;
        }
    }

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** Parses a name; an {@link IllegalArgumentException} has the position of the error. */
    public static FieldPath parse(String text) {
        return new Parser(text).parse();
    }

    /** Returns the name that matches literally: the text without surrounding quotes. */
    public static String literalName(String text) {
        boolean quoted = text.length() > 1
                && text.startsWith("\"")
                && text.endsWith("\"")
                && text.indexOf('"', 1) == text.length() - 1;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Returns true if the path leads into an object or an array. */
    public boolean isNested() {
        return steps.size() > 1 || steps.get(0).isElement();
    }

    /** Returns this path with one more step. */
    public FieldPath plus(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new FieldPath(longer);
    }

    /** Returns the text that {@link #parse} reads, with quotes where they are needed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step.isElement()) {
                text.append('[').append(step.index()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(written(step.name()));
            }
        }
        return text.toString();
    }

    private static String written(String name) {
        boolean plain = !name.isEmpty()
                && !name.equals(ANY)
                && name.indexOf('.') < 0
                && name.indexOf('[') < 0
                && name.charAt(0) != '"';
        return plain ? name : '"' + name + '"';
    }

    private static final class Parser {
        private final String text;
        private final List<Step> steps = new ArrayList<>();
        private int at;

        Parser(String text) {
            this.text = text;
        }

        FieldPath parse() {
            if (!is('[')) {
                name();
            }
            while (at < text.length()) {
                if (is('[')) {
                    index();
                } else if (is('.')) {
                    at++;
                    name();
                } else {
                    throw error("a dot or [ must follow");
                }
            }
            return new FieldPath(steps);
        }

        private void name() {
            int start = at;
            if (is('"')) {
                int end = text.indexOf('"', start + 1);
                if (end < 0) {
                    throw error("the quote is not closed");
                }
                at = end + 1;
                steps.add(new Step(text.substring(start + 1, end), 0));
                return;
            }
            while (at < text.length() && !is('.') && !(is('[') && isAfterName(start))) {
                at++;
            }
            if (text.substring(start, at).isBlank()) {
                at = start;
                throw error("a name is missing");
            }
            if (text.substring(start, at).equals(ANY) && text.length() > ANY.length()) {
                at = start;
                throw error("* is not the name of a field");
            }
            steps.add(new Step(text.substring(start, at), 0));
        }

        private boolean isAfterName(int start) {
            return at == start || text.charAt(at - 1) != ' ';
        }

        private void index() {
            int end = text.indexOf(']', at);
            String digits = end < 0 ? "" : text.substring(at + 1, end);
            if (!digits.matches("\\d{1,4}")) {
                throw error("[ must be followed by an index from 0 to %d and ]".formatted(MAX_INDEX));
            }
            steps.add(new Step(null, Integer.parseInt(digits)));
            at = end + 1;
        }

        private boolean is(char wanted) {
            return at < text.length() && text.charAt(at) == wanted;
        }

        private IllegalArgumentException error(String rule) {
            return new IllegalArgumentException(
                    "position %d: %s; put the name in quotes if it is not a path".formatted(at + 1, rule));
        }
    }
}
