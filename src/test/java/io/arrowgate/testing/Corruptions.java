package io.arrowgate.testing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.arrowgate.tools.verify.finding.AlteredCell;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.FindingOffsets;
import io.arrowgate.tools.verify.finding.SideReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Damages rows of one table as drawn from a seed, and knows the finding that a verification must report for each. */
public final class Corruptions {
    private final JobTestBed bed;
    private final String table;
    private final List<Damage> damages = new ArrayList<>();

    /** Describes the damage of a raw record's row; the SQL expression alters a column. */
    private record Damage(String place, Kind kind, String column, String expression) {}

    private enum Kind {
        DELETE,
        REPEAT,
        UPDATE,
        /** Key columns cannot be updated, so another row replaces the correct one. */
        REPLACE
    }

    /** Creates an alteration of one column. */
    public record Alteration(String column, boolean key, String expression) {}

    public Corruptions(JobTestBed bed, String table) {
        this.bed = bed;
        this.table = table;
    }

    /**
     * Damages {@code count} rows: those at the edges first, then others drawn from the seed.
     *
     * @param edges as {@code partition:offset}
     * @param rows all others
     */
    public void inflict(
            int count, long seed, List<String> edges, Collection<String> rows, List<Alteration> alterations) {
        Random random = new Random(seed);
        List<String> inner = new ArrayList<>(new TreeSet<>(rows));
        inner.removeAll(edges);
        List<String> places = new ArrayList<>(edges);
        while (places.size() < count) {
            places.add(inner.remove(random.nextInt(inner.size())));
        }
        for (int i = 0; i < count; i++) {
            damages.add(damage(places.get(i), i, random.nextInt(alterations.size()), alterations));
        }
        run();
    }

    private static Damage damage(String place, int turn, int chosen, List<Alteration> alterations) {
        Alteration alteration = alterations.get(chosen);
        return switch (turn % 3) {
            case 0 -> new Damage(place, Kind.DELETE, null, null);
            case 1 -> new Damage(place, Kind.REPEAT, null, null);
            default ->
                new Damage(
                        place,
                        alteration.key() ? Kind.REPLACE : Kind.UPDATE,
                        alteration.column(),
                        alteration.expression());
        };
    }

    private void run() {
        Map<String, List<Damage>> replaced = byColumn(Kind.REPLACE);
        replaced.forEach((column, some) -> {
            // The new rows are kept in a temporary table until the correct ones are deleted.
            bed.query("CREATE TABLE {db}.spare AS {db}." + table + " ENGINE = Memory");
            bed.query("INSERT INTO {db}.spare SELECT * REPLACE (%s AS `%s`) FROM {db}.%s WHERE %s"
                    .formatted(some.get(0).expression(), column, table, at(some)));
            delete(some);
            bed.query("INSERT INTO {db}.%s SELECT * FROM {db}.spare".formatted(table));
            bed.query("DROP TABLE {db}.spare SYNC");
        });
        byColumn(Kind.UPDATE)
                .forEach((column, some) ->
                        bed.query("ALTER TABLE {db}.%s UPDATE `%s` = %s WHERE %s SETTINGS mutations_sync = 2"
                                .formatted(table, column, some.get(0).expression(), at(some))));
        delete(of(Kind.DELETE));
        bed.query("INSERT INTO {db}.%1$s SELECT * FROM {db}.%1$s WHERE %2$s".formatted(table, at(of(Kind.REPEAT))));
    }

    private void delete(List<Damage> some) {
        bed.query("ALTER TABLE {db}.%s DELETE WHERE %s SETTINGS mutations_sync = 2".formatted(table, at(some)));
    }

    private List<Damage> of(Kind kind) {
        return damages.stream().filter(damage -> damage.kind() == kind).toList();
    }

    private Map<String, List<Damage>> byColumn(Kind kind) {
        return of(kind).stream().collect(groupingBy(Damage::column));
    }

    private static String at(List<Damage> some) {
        return some.stream()
                .map(damage -> "(" + damage.place().replace(':', ',') + ")")
                .collect(joining(",", "(_partition, _offset) IN (", ")"));
    }

    /** Returns how many of the damages the report contains with position and, for an altered value, column. */
    public int namedBy(SideReport report) {
        Set<String> missing = places(report.found(Finding.MISSING));
        Set<String> repeated = places(report.found(Finding.DUPLICATED));
        Set<String> altered = new HashSet<>();
        for (AlteredCell cell : report.altered()) {
            altered.add(cell.partition() + ":" + cell.offset() + " " + cell.column());
        }
        int named = 0;
        for (Damage damage : damages) {
            boolean found =
                    switch (damage.kind()) {
                        case DELETE -> missing.remove(damage.place());
                        case REPEAT -> repeated.remove(damage.place());
                        case UPDATE, REPLACE -> altered.remove(damage.place() + " " + damage.column());
                    };
            named += found ? 1 : 0;
        }
        // Any other finding would be a false alarm.
        return missing.isEmpty() && repeated.isEmpty() && altered.isEmpty() ? named : -1;
    }

    private static Set<String> places(FindingOffsets found) {
        Set<String> places = new HashSet<>();
        found.ranges().forEach(range -> {
            for (long offset = range.first(); offset <= range.last(); offset++) {
                places.add(range.partition() + ":" + offset);
            }
        });
        return places;
    }
}
