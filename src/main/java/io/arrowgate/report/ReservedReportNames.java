package io.arrowgate.report;

import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.report.derived.DerivedTables;
import io.arrowgate.report.derived.RefreshProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows the tables and views that reports need, so that no stream takes one of their names. */
public final class ReservedReportNames {
    private static final Pattern VIEW = Pattern.compile("VIEW \\{\\{database}}\\.(\\w+)");
    /** Of views of one stream each, which a report of all streams collects by their names. */
    private static final List<String> PREFIXES = List.of("freshness_of_", "quality_of_");

    private static final Set<String> NAMES = names();

    private ReservedReportNames() {}

    /** Whether a table of this name would be in the way of a report, whatever streams there are. */
    public static boolean isReserved(String table) {
        return NAMES.contains(table) || PREFIXES.stream().anyMatch(table::startsWith);
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(DerivedTables.FILES);
        names.add(DeadLetterTable.NAME);
        names.add(RefreshProgress.NAME);
        names.add(ViewMigrations.TABLE);
        for (String file : ViewMigrations.FILES) {
            Matcher view = VIEW.matcher(SqlTemplate.resourceText("report/migrations/" + file));
            while (view.find()) {
                names.add(view.group(1));
            }
        }
        return names;
    }
}
