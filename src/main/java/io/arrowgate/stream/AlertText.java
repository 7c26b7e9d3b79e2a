package io.arrowgate.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a rule's alerts, with names in braces that stand for values: {@code CPU of {device} at {value} %}. */
public final class AlertText {
    /** What every alert has, beside the key and label columns of its stream. */
    static final List<String> NAMES = List.of("value", "threshold", "score", "field", "first_time", "readings");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final String template;

    private AlertText(String template) {
        this.template = template;
    }

    /** Every text is one; which names it may ask for is checked with its rule. */
    public static AlertText compile(String template) {
        return new AlertText(template);
    }

    /** The names that it asks for. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        PLACEHOLDER.matcher(template).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** The text with values in it. */
    public String format(UnaryOperator<String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }
}
