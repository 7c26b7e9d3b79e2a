package io.arrowgate.tools.live.sample;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies a Flink metric that the live page uses.
 *
 * @param id Flink's name of the metric
 * @param stream that the metric belongs to; null if it is the stream of the operator's task
 * @param metric one of the names in {@link JobCounters}
 */
record OperatorMetric(String id, String stream, String metric) {
    private static final Pattern OF_STREAM = Pattern.compile(
            "(?:^|.*\\.)arrowgate\\.stream\\.([^.]+)\\.(?:(rows|batches|encodedBytes)|reason\\.[^.]+\\.(deadLetters))");
    private static final Pattern OF_SOURCE = Pattern.compile("(?:^|.*\\.)(pendingRecords)");

    /** Returns the metric with this id; empty if the page does not use it. */
    static Optional<OperatorMetric> of(String id) {
        Matcher ofStream = OF_STREAM.matcher(id);
        if (ofStream.matches()) {
            String metric = ofStream.group(2) != null ? ofStream.group(2) : ofStream.group(3);
            return Optional.of(new OperatorMetric(id, ofStream.group(1), metric));
        }
        Matcher ofSource = OF_SOURCE.matcher(id);
        return ofSource.matches() ? Optional.of(new OperatorMetric(id, null, ofSource.group(1))) : Optional.empty();
    }
}
