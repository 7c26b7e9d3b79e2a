package io.arrowgate.report;

import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.report.derived.DerivedTables;
import io.arrowgate.report.derived.RefreshProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists the names of tables and views that reports need, which streams must not use. */
public final class ReservedReportNames {
    private static final Pattern VIEW = Pattern.compile("VIEW \\{\\{database}}\\.(\\w+)");
    /** Prefixes of per-stream views, which a report of all streams finds by name. */
    private static final List<String> PREFIXES = List.of("freshness_of_", "quality_of_");

    private static final Set<String> NAMES = names();

    private ReservedReportNames() {}

    /** Returns true if a table of this name could conflict with a report, for any set of streams. */
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
