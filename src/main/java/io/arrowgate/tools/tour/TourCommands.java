package io.arrowgate.tools.tour;

import java.util.List;

/** Runs commands of {@code ./arrowgate} against the servers of the tour. */
public interface TourCommands {
    /** Returns the words with the options by which the command finds the servers. */
    List<String> line(List<String> words);

    /** Runs the command, which prints its result, and returns its exit code. */
    int run(List<String> words);
}
