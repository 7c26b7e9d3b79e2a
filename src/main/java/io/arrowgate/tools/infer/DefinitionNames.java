package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.stream.column.KafkaFields;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Derives valid names for a definition from the names in the data. */
public final class DefinitionNames {
    /** Leaves room for prefixes and suffixes of tables and topics. */
    private static final int MAX_LENGTH = 100;

    private DefinitionNames() {}

    /** Returns the name of a file without its extensions. */
    public static String ofFile(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.[A-Za-z0-9]+)+$", "");
    }

    /** Reduces a name to letters, digits and underscores, with a letter first. */
    public static String clean(String name) {
        String clean = ascii(name.strip()).replaceAll("[^A-Za-z0-9]+", "_");
        clean = clean.substring(0, Math.min(clean.length(), MAX_LENGTH)).replaceAll("^_+|_+$", "");
        if (clean.isEmpty()) {
            return "column";
        }
        return Character.isDigit(clean.charAt(0)) ? "n" + clean : clean;
    }

    /** Writes umlauts with two letters, as in German names, and other letters without accents. */
    private static String ascii(String name) {
        String german = name.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("Ä", "Ae")
                .replace("Ö", "Oe")
                .replace("Ü", "Ue")
                .replace("ß", "ss");
        return Normalizer.normalize(german, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
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

    /**
     * Returns distinct names for the raw names, in their order. A name that is cleaned is not the raw name of another field, whose
     * values it would match.
     */
    static List<String> ofColumns(List<String> raw) {
        Set<String> taken = raw.stream().map(DefinitionNames::folded).collect(Collectors.toCollection(HashSet::new));
        Set<String> kept = new HashSet<>();
        return raw.stream()
                .map(name -> clean(name).equals(name.strip()) && kept.add(folded(name))
                        ? name.strip()
                        : distinct(name, taken))
                .toList();
    }

    /** Returns a raw name as written in a definition: in quotes if it would be a path or a part of the Kafka record. */
    static String literal(String name) {
        boolean ofKafka = KafkaFields.isName(name) || KafkaFields.isAllHeaders(name);
        return ofKafka ? '"' + name + '"' : new FieldPath(List.of(new FieldPath.Step(name, 0))).toString();
    }

    /** Returns a path with all of its names in quotes. */
    static String quotedPath(String path) {
        StringBuilder quoted = new StringBuilder();
        for (FieldPath.Step step : FieldPath.parse(path).steps()) {
            quoted.append(
                    step.isElement()
                            ? "[" + step.index() + "]"
                            : (quoted.isEmpty() ? "" : ".") + '"' + step.name() + '"');
        }
        return quoted.toString();
    }

    /** Returns whether a definition can have the raw name: one that needs quotes contains none. */
    static boolean isWritable(String name) {
        return name.indexOf('"') < 0 || literal(name).equals(name);
    }

    /** Returns the last names of paths into JSON, or as many of them as distinguish a path from all others. */
    static List<String> shortened(List<String> paths) {
        Map<String, Long> counts = paths.stream()
                .flatMap(path -> endings(path).stream().map(DefinitionNames::folded))
                .collect(Collectors.groupingBy(ending -> ending, Collectors.counting()));
        return paths.stream()
                .map(path -> endings(path).stream()
                        .filter(ending -> counts.get(folded(ending)) == 1)
                        .findFirst()
                        .orElse(path))
                .toList();
    }

    /** Returns the ends of a path that begin with a name, the shortest first. */
    private static List<String> endings(String path) {
        List<FieldPath.Step> steps = FieldPath.parse(path).steps();
        return IntStream.rangeClosed(1, steps.size())
                .mapToObj(length -> steps.subList(steps.size() - length, steps.size()))
                .filter(ending -> !ending.get(0).isElement())
                .map(ending -> new FieldPath(ending).toString())
                .toList();
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
