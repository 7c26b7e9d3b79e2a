package io.arrowgate.report.derived;

import java.time.Instant;

/** Defines the times that ClickHouse can display and compute with. Derived tables ignore rows of other times. */
public final class ClickHouseTimeRange {
    /** The first instant of the documented range of {@code DateTime64}. */
    public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    /** The end of that range, exclusive. */
    public static final Instant END = Instant.parse("2300-01-01T00:00:00Z");

    /** Condition for event times within the range, for {@link String#formatted}. */
    public static final String RANGE =
            "%1$s BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC')";

    private ClickHouseTimeRange() {}
}
