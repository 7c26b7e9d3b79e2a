package io.arrowgate.tools.infer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes text as YAML scalars. */
final class YamlQuoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** Words that some YAML parsers read as booleans or null. */
    private static final Pattern WORDS = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\x{2028}\\x{2029}&&[\\x{0}-\\x{ffff}]]");

    private YamlQuoting() {}

    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.matcher(text).matches();
        return plain ? text : '"' + printable(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** Escapes the characters that YAML does not allow, in a comment or between double quotes. */
    static String printable(String text) {
        return UNPRINTABLE
                .matcher(text)
                .replaceAll(character -> character.group().equals("\t")
                        ? "\\\\t"
                        : "\\\\u%04x".formatted((int) character.group().charAt(0)));
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlQuoting::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
}
