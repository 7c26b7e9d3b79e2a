package io.arrowgate.config.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the known name that a misspelt one probably meant. */
public final class NameSuggestion {
    /** Below this similarity (0 to 1) a suggestion misleads more than it helps. */
    private static final double PLAUSIBLE = 0.8;

    private NameSuggestion() {}

    /** The most similar known name; empty if none is similar. */
    public static Optional<String> of(String unknown, Collection<String> known) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return known.stream()
                .filter(name -> similarity.apply(unknown, name) >= PLAUSIBLE)
                .max(Comparator.comparingDouble(name -> similarity.apply(unknown, name)));
    }

    /** A sentence to end an error with; empty if no known name is similar. */
    public static String suggestion(String unknown, Collection<String> known) {
        return of(unknown, known).map("; did you mean '%s'?"::formatted).orElse("");
    }
}
