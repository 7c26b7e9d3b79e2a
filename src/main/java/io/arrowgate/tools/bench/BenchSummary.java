package io.arrowgate.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.tools.bench.run.BuildComparison;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes the results of a benchmark as JSON. */
public final class BenchSummary {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private BenchSummary() {}

    /** Reads the result of the measuring process. */
    public static BenchResult read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), BenchResult.class);
    }

    /** Writes all measurements and the ratios computed from them. */
    public static void write(Path file, BenchResult result) throws IOException {
        ObjectNode tree = JSON.valueToTree(result);
        tree.putPOJO("ratios", result.ratios());
        tree.putPOJO("alertRatios", result.alertRatios());
        tree.putPOJO("ratiosWithCompiler", result.ratiosWithCompiler());
        tree.put("medianRatio", OrderStatistics.median(result.ratios()));
        tree.putPOJO("medians", result.medians());
        tree.put("reliable", result.hasComparableMedians());
        tree.put("addedNanos", result.addedNanos());
        JSON.writeValue(file.toFile(), tree);
    }

    /** Writes all rounds of a comparison and the verdict. */
    public static void write(Path file, BuildComparison comparison) throws IOException {
        ObjectNode tree = JSON.valueToTree(comparison);
        tree.putPOJO("ratios", comparison.ratios());
        tree.putPOJO("interval", comparison.interval());
        tree.put("limit", BuildComparison.LIMIT);
        tree.put("slower", comparison.isSlower());
        JSON.writeValue(file.toFile(), tree);
    }
}
