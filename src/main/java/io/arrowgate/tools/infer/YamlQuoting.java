package io.arrowgate.tools.infer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes text as YAML scalars. */
final class YamlQuoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** Words that some YAML parsers read as booleans or null. */
    private static final Pattern WORDS = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    private YamlQuoting() {}

    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.matcher(text).matches();
        return plain
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlQuoting::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
}
