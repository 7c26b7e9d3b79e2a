package io.arrowgate.alert.notify;

import io.arrowgate.stream.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds alerts for tests: by default a firing one of a threshold rule, with one reading. */
public final class TestAlert {
    private static final Instant TIME = Instant.parse("2024-05-01T12:00:00.000001Z");

    private String id = "0a";
    private AlertState state = AlertState.FIRING;
    private String rule = "hot";
    private String kind = "threshold";
    private Severity severity = Severity.CRITICAL;
    private Map<String, String> series = Map.of("device", "d");
    private Map<String, String> labels = Map.of();
    private String field = "cpu_used";
    private Double value = 97.25;
    private Double threshold = 90.0;
    private Double score;
    private Double expectedLow;
    private Double expectedHigh;
    private Instant firstTime = TIME;
    private Instant lastTime = TIME;
    private long readings = 1;
    private String text = "text";
    private int partition;
    private long offset;
    private int row;
    private Instant emittedAt = TIME;
    private int stormLimit = 100;

    /** Returns an alert in which every member has a value, with special characters in texts. */
    static Alert alert(String id, AlertState state, Instant emittedAt) {
        Map<String, String> series = new LinkedHashMap<>();
        series.put("SCP", "02-00-00");
        series.put("CA", "it's \"A\\001\", {x: ?}");
        return new TestAlert()
                .id(id)
                .state(state)
                .series(series)
                .labels(Map.of("STATION", "Straße 1"))
                .reading("cpu_used", 97.25, 90.0, 0.5)
                .expected(40.0, 60.5)
                .times(TIME, TIME.plusSeconds(10))
                .readings(11)
                .text("cpu_used is 97.25 %\nfor 10 s")
                .position(2, 1L << 40)
                .row(3)
                .emittedAt(emittedAt)
                .build();
    }

    static Alert alert(String id, AlertState state) {
        return alert(id, state, Instant.parse("2024-05-01T12:00:11.5Z"));
    }

    /** Returns an alert without the optional members. */
    static Alert bare() {
        return new TestAlert()
                .id("0b")
                .state(AlertState.RESOLVED)
                .rule("silent")
                .kind("absent")
                .severity(Severity.WARNING)
                .series(Map.of())
                .reading(null, null, null, Double.NaN)
                .readings(0)
                .text("")
                .build();
    }

    public TestAlert id(String id) {
        this.id = id;
        return this;
    }

    public TestAlert state(AlertState state) {
        this.state = state;
        return this;
    }

    public TestAlert rule(String rule) {
        this.rule = rule;
        return this;
    }

    public TestAlert kind(String kind) {
        this.kind = kind;
        return this;
    }

    public TestAlert severity(Severity severity) {
        this.severity = severity;
        return this;
    }

    public TestAlert series(Map<String, String> series) {
        this.series = series;
        return this;
    }

    public TestAlert labels(Map<String, String> labels) {
        this.labels = labels;
        return this;
    }

    /** Sets what the condition compared; each may be null. */
    public TestAlert reading(String field, Double value, Double threshold, Double score) {
        this.field = field;
        this.value = value;
        this.threshold = threshold;
        this.score = score;
        return this;
    }

    public TestAlert expected(Double low, Double high) {
        expectedLow = low;
        expectedHigh = high;
        return this;
    }

    /** Sets the event times of the first and the last reading in breach. */
    public TestAlert times(Instant first, Instant last) {
        firstTime = first;
        lastTime = last;
        return this;
    }

    public TestAlert readings(long readings) {
        this.readings = readings;
        return this;
    }

    public TestAlert text(String text) {
        this.text = text;
        return this;
    }

    public TestAlert position(int partition, long offset) {
        this.partition = partition;
        this.offset = offset;
        return this;
    }

    public TestAlert row(int row) {
        this.row = row;
        return this;
    }

    public TestAlert emittedAt(Instant time) {
        emittedAt = time;
        return this;
    }

    public TestAlert stormLimit(int limit) {
        stormLimit = limit;
        return this;
    }

    /** Builds the alert. */
    public Alert build() {
        return new Alert(
                id,
                state,
                rule,
                kind,
                severity,
                "sensors",
                series,
                labels,
                field,
                value,
                threshold,
                score,
                expectedLow,
                expectedHigh,
                firstTime,
                lastTime,
                readings,
                text,
                "topic-A",
                partition,
                offset,
                row,
                emittedAt,
                stormLimit);
    }
}
