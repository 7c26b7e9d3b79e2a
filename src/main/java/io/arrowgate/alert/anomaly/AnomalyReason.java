package io.arrowgate.alert.anomaly;

/** Lists the detector's questions as reasons why a reading is unusual. */
public enum AnomalyReason {
    JUMP("jump from the previous reading"),
    LEVEL("new level"),
    SLOW_LEVEL("slow change of the level"),
    SEASON("unusual at this time"),
    VARIABILITY("larger or smaller changes than before"),
    DURATION("longer than a period without change"),
    RANGE("outside the range so far");

    private final String description;

    AnomalyReason(String description) {
        this.description = description;
    }

    /** Returns the reason in words, for alert texts. */
    public String description() {
        return description;
    }
}
