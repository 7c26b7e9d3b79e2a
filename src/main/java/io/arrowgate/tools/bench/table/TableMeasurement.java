package io.arrowgate.tools.bench.table;

import java.util.Map;

/**
 * Holds the results of one layout.
 *
 * @param layout its name
 * @param microsPerRow engine CPU of inserts and merges by the name of an {@link InsertShape}
 * @param bytesPerRow on disk, after the merges
 * @param queryMillis engine CPU by the name of a query
 */
public record TableMeasurement(
        String layout, Map<String, Double> microsPerRow, double bytesPerRow, Map<String, Double> queryMillis) {}
