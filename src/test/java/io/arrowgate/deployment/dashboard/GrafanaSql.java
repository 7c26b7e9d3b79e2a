package io.arrowgate.deployment.dashboard;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders SQL like Grafana: replaces variables, then the used macros of its ClickHouse data source
 * (grafana/clickhouse-datasource, README, "Macros").
 */
final class GrafanaSql {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::(\\w+))?}");
    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([^()]*)\\)");
    private static final Pattern TIME_INTERVAL = Pattern.compile("\\$__timeInterval\\(([^()]*)\\)");

    private final String from;
    private final String to;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> allValues = new HashMap<>();

    GrafanaSql(Instant from, Instant to) {
        this.from = "toDateTime(%d)".formatted(from.getEpochSecond());
        this.to = "toDateTime(%d)".formatted(to.getEpochSecond());
    }

    /** Chooses a value. */
    GrafanaSql choose(String variable, String value) {
        values.put(variable, value);
        allValues.remove(variable);
        return this;
    }

    /** Selects "All", whose text Grafana inserts unchanged in every format. */
    GrafanaSql chooseAll(String variable, String allValue) {
        values.remove(variable);
        allValues.put(variable, allValue);
        return this;
    }

    String fill(String sql) {
        String filled = VARIABLE.matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2))));
        filled = TIME_FILTER
                .matcher(filled)
                .replaceAll(found ->
                        Matcher.quoteReplacement("%1$s >= %2$s AND %1$s <= %3$s".formatted(found.group(1), from, to)));
        filled = TIME_INTERVAL
                .matcher(filled)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "toStartOfInterval(toDateTime(%s), INTERVAL 60 second)".formatted(found.group(1))));
        filled = filled.replace("$__fromTime", from).replace("$__toTime", to);
        if (filled.contains("$")) {
            throw new IllegalArgumentException("a variable or macro that is not known is in " + filled);
        }
        return filled;
    }

    private String value(String variable, String format) {
        if (allValues.containsKey(variable)) {
            return allValues.get(variable);
        }
        String value = values.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("no value for the variable " + variable);
        }
        return "sqlstring".equals(format) ? "'" + value.replace("'", "''") + "'" : value;
    }
}
