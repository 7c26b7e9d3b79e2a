package io.arrowgate.tools.infer;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes names that a definition can have out of those that data has. */
public final class DefinitionNames {
    private DefinitionNames() {}

    /** The file's name without what says its format. */
    public static String ofFile(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.[A-Za-z0-9]+)+$", "");
    }

    /** Letters, digits and underscores; no digit and no underscore before the first letter. */
    public static String clean(String name) {
        String clean = name.strip().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (clean.isEmpty()) {
            return "column";
        }
        return Character.isDigit(clean.charAt(0)) ? "n" + clean : clean;
    }

    /** The same, with a number behind those that are there already, whatever the case of their letters. */
    static String distinct(String name, Set<String> taken) {
        String clean = clean(name);
        String distinct = clean;
        for (int i = 2; !taken.add(distinct.toLowerCase(Locale.ROOT)); i++) {
            distinct = clean + "_" + i;
        }
        return distinct;
    }

    /** One for each of the raw names, in their order. */
    static List<String> ofColumns(List<String> raw) {
        Set<String> taken = new HashSet<>();
        return raw.stream().map(name -> distinct(name, taken)).toList();
    }
}
