package io.arrowgate.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes a report, which is a view.
 *
 * @param name of the view
 * @param comment of the view
 * @param parameters of the view with their ClickHouse types, in the order of their first use
 */
public record Report(String name, String comment, Map<String, String> parameters) {
    /** ClickHouse's notation of a query parameter: {@code {name:Type}}. */
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
