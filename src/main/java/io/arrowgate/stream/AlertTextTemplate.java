package io.arrowgate.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats the text of a rule's alerts, a template with placeholders in braces: {@code CPU of {device} at {value} %}.
 */
public final class AlertTextTemplate {
    /** Placeholders of every alert, in addition to the key and label columns of its stream. */
    static final List<String> NAMES =
            List.of("series", "value", "threshold", "score", "reason", "expected", "field", "first_time", "readings");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** Literal text before each placeholder and after the last one. */
    private final List<String> literals;

    private final List<String> names;

    private AlertTextTemplate(List<String> literals, List<String> names) {
        this.literals = literals;
        this.names = names;
    }

    /** Compiles a text. Any text is valid; its placeholders are checked with the rule. */
    public static AlertTextTemplate compile(String template) {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher placeholders = PLACEHOLDER.matcher(template);
        int end = 0;
        while (placeholders.find()) {
            literals.add(template.substring(end, placeholders.start()));
            names.add(placeholders.group(1));
            end = placeholders.end();
        }
        literals.add(template.substring(end));
        return new AlertTextTemplate(List.copyOf(literals), List.copyOf(names));
    }

    /** Returns the names of the placeholders. */
    List<String> names() {
        return names;
    }

    /** Returns the text with the placeholders replaced by values. */
    public String format(UnaryOperator<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(literals.get(i)).append(values.apply(names.get(i)));
        }
        return text.append(literals.get(names.size())).toString();
    }
}
