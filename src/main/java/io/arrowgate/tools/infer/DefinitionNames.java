package io.arrowgate.tools.infer;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Derives valid names for a definition from the names in the data. */
public final class DefinitionNames {
    private DefinitionNames() {}

    /** Returns the name of a file without its extensions. */
    public static String ofFile(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.[A-Za-z0-9]+)+$", "");
    }

    /** Reduces a name to letters, digits and underscores, with a letter first. */
    public static String clean(String name) {
        String clean = name.strip().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (clean.isEmpty()) {
            return "column";
        }
        return Character.isDigit(clean.charAt(0)) ? "n" + clean : clean;
    }

    /** Cleans a name and appends a number if it is taken, ignoring case. */
    static String distinct(String name, Set<String> taken) {
        String clean = clean(name);
        String distinct = clean;
        for (int i = 2; !taken.add(distinct.toLowerCase(Locale.ROOT)); i++) {
            distinct = clean + "_" + i;
        }
        return distinct;
    }

    /** Returns distinct names for the raw names, in their order. */
    static List<String> ofColumns(List<String> raw) {
        Set<String> taken = new HashSet<>();
        return raw.stream().map(name -> distinct(name, taken)).toList();
    }
}
