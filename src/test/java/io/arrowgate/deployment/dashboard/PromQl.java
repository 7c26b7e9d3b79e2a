package io.arrowgate.deployment.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the metrics and labels of a PromQL expression. promtool checks the syntax. */
public record PromQl(Set<String> metrics, Set<String> labels) {
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\[\\]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^()]*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Pattern METRIC = Pattern.compile("(?<![\\w.$])[a-zA-Z_:][\\w:]*(?!\\w|\\s*\\()");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    public static PromQl of(String expression) {
        Set<String> labels = new TreeSet<>();
        String rest = TEXT.matcher(expression).replaceAll("");
        rest = take(MATCHERS, rest, labels);
        rest = RANGE.matcher(rest).replaceAll("");
        rest = take(GROUPING, rest, labels);
        Set<String> metrics = new TreeSet<>(names(METRIC, rest));
        metrics.removeAll(OPERATORS);
        return new PromQl(metrics, labels);
    }

    private static String take(Pattern group, String from, Set<String> names) {
        Matcher found = group.matcher(from);
        while (found.find()) {
            names.addAll(names(NAME, found.group(1)));
        }
        return found.replaceAll("");
    }

    private static List<String> names(Pattern name, String in) {
        List<String> names = new ArrayList<>();
        for (Matcher found = name.matcher(in); found.find(); ) {
            names.add(found.group());
        }
        return names;
    }
}
