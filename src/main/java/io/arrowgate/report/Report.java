package io.arrowgate.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view that answers a question.
 *
 * @param name of the view
 * @param comment what it tells
 * @param parameters its parameters and their ClickHouse types, in the order in which the view names them
 */
public record Report(String name, String comment, Map<String, String> parameters) {
    /** How ClickHouse writes a parameter in a query: {@code {name:Type}}. */
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):\\s*([^}]+)}");

    static Report of(String name, String comment, String createQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(createQuery);
        while (parameter.find()) {
            parameters.putIfAbsent(parameter.group(1), parameter.group(2).strip());
        }
        return new Report(name, comment, parameters);
    }
}
