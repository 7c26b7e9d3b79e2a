package io.arrowgate.alert.notify;

import io.arrowgate.stream.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Provides alerts for tests. */
final class TestAlerts {
    private static final Instant START = Instant.parse("2024-05-01T12:00:00.000001Z");

    private TestAlerts() {}

    /** Returns an alert in which every member has a value, with special characters in texts. */
    static Alert alert(String id, AlertState state, Instant emittedAt) {
        Map<String, String> series = new LinkedHashMap<>();
        series.put("SCP", "02-00-00");
        series.put("CA", "it's \"A\\001\", {x: ?}");
        return new Alert(
                id,
                state,
                "hot",
                "threshold",
                Severity.CRITICAL,
                "sensors",
                series,
                Map.of("STATION", "Straße 1"),
                "cpu_used",
                97.25,
                90.0,
                0.5,
                START,
                START.plusSeconds(10),
                11,
                "cpu_used is 97.25 %\nfor 10 s",
                "topic-A",
                2,
                1L << 40,
                emittedAt,
                100);
    }

    static Alert alert(String id, AlertState state) {
        return alert(id, state, Instant.parse("2024-05-01T12:00:11.5Z"));
    }

    /** Returns an alert without the optional members. */
    static Alert bare() {
        return new Alert(
                "0b",
                AlertState.RESOLVED,
                "silent",
                "absent",
                Severity.WARNING,
                "sensors",
                Map.of(),
                Map.of(),
                null,
                null,
                null,
                Double.NaN,
                START,
                START,
                0,
                "",
                "topic-A",
                0,
                0,
                START,
                100);
    }
}
