package io.arrowgate.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a rule's alerts, with names in braces that stand for values: {@code CPU of {device} at {value} %}. */
public final class AlertTextTemplate {
    /** What every alert has, beside the key and label columns of its stream. */
    static final List<String> NAMES = List.of("value", "threshold", "score", "field", "first_time", "readings");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** What stands before each name, and what behind the last one. */
    private final List<String> between;

    private final List<String> names;

    private AlertTextTemplate(List<String> between, List<String> names) {
        this.between = between;
        this.names = names;
    }

    /** Every text is one; which names it may ask for is checked with its rule. */
    public static AlertTextTemplate compile(String template) {
        List<String> between = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher placeholders = PLACEHOLDER.matcher(template);
        int end = 0;
        while (placeholders.find()) {
            between.add(template.substring(end, placeholders.start()));
            names.add(placeholders.group(1));
            end = placeholders.end();
        }
        between.add(template.substring(end));
        return new AlertTextTemplate(List.copyOf(between), List.copyOf(names));
    }

    /** The names that it asks for. */
    List<String> names() {
        return names;
    }

    /** The text with values in it. */
    public String format(UnaryOperator<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(between.get(i)).append(values.apply(names.get(i)));
        }
        return text.append(between.get(names.size())).toString();
    }
}
