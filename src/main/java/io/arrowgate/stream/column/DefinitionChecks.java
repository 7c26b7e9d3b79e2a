package io.arrowgate.stream.column;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks parts of a definition. Each failure names the field and the value. */
public final class DefinitionChecks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final String MISSING = "is missing";

    private DefinitionChecks() {}

    public static void check(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    field + ": " + (value == null ? missing(rule) : "'%s' %s".formatted(value, rule)));
        }
    }

    /** Returns the rule's remedy for a key that is missing. */
    private static String missing(String rule) {
        String remedy = rule.contains(";") ? rule.substring(rule.indexOf(';')) : "";
        return rule.startsWith(MISSING) ? rule : MISSING + remedy;
    }

    /** Checks the name of a table. SQL quotes it anyway; the restriction lets users write it without quotes. */
    public static String tableName(String field, String name) {
        check(
                name != null && NAME.matcher(name).matches(),
                field,
                name,
                "is not a valid name; use letters, digits and underscores");
        return name;
    }

    /** Checks the name of a ClickHouse column and Arrow field; a leading underscore is reserved for lineage columns. */
    public static String columnName(String field, String name) {
        check(
                name != null && NAME.matcher(name).matches(),
                field,
                name,
                "is not a valid name; use letters, digits and underscores");
        check(!name.startsWith("_"), field, name, "starts with an underscore, which is reserved for lineage columns");
        return name;
    }

    /** Checks that no two names are the same, regardless of case. */
    public static void distinct(String field, Collection<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String earlier = seen.put(name.toLowerCase(Locale.ROOT), name);
            check(earlier == null || !earlier.equals(name), field, name, "is duplicated");
            check(earlier == null, field, name, "differs from '%s' in case only; use another name".formatted(earlier));
        }
    }

    /** Checks that no two names are the same. Names of raw fields may differ in case only. */
    public static void distinctSpellings(String field, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            check(seen.add(name.strip()), field, name, "is duplicated");
        }
    }

    public static <T> T orElse(T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
