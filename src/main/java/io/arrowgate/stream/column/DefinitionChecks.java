package io.arrowgate.stream.column;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks that the parts of a definition share; each failure names the field and the value. */
public final class DefinitionChecks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private DefinitionChecks() {}

    public static void check(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("%s: '%s' %s".formatted(field, value, rule));
        }
    }

    /** Names of tables; they are quoted wherever they go, and need no quotes in what people write. */
    public static String tableName(String field, String name) {
        check(name != null && NAME.matcher(name).matches(), field, name, "is no name: letters, digits and underscores");
        return name;
    }

    /** Names become ClickHouse columns and Arrow fields; a leading underscore is kept for lineage columns. */
    public static String columnName(String field, String name) {
        check(name != null && NAME.matcher(name).matches(), field, name, "is no name: letters, digits and underscores");
        check(!name.startsWith("_"), field, name, "starts with an underscore, which is kept for lineage columns");
        return name;
    }

    public static void distinct(String field, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            check(seen.add(name.toLowerCase(Locale.ROOT)), field, name, "is there twice");
        }
    }

    public static <T> T orElse(T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
