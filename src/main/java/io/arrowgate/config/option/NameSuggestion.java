package io.arrowgate.config.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the known name that is most similar to an unknown one. */
public final class NameSuggestion {
    /** Bounds the similarity (0 to 1) from below: less similar suggestions mislead. */
    private static final double PLAUSIBLE = 0.8;

    private NameSuggestion() {}

    /** Returns the most similar known name; empty if none is similar. */
    public static Optional<String> of(String unknown, Collection<String> known) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return known.stream()
                .filter(name -> similarity.apply(unknown, name) >= PLAUSIBLE)
                .max(Comparator.comparingDouble(name -> similarity.apply(unknown, name)));
    }

    /** Returns a suggestion to append to an error; empty if no known name is similar. */
    public static String suggestion(String unknown, Collection<String> known) {
        return of(unknown, known).map("; did you mean '%s'?"::formatted).orElse("");
    }
}
