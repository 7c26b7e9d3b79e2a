package io.arrowgate.tools.detect.evaluate;

/** Lists the kinds of generated series, each with its anomaly. A spread is the standard deviation of the normal readings. */
enum GeneratedKind {
    LEVEL_SHIFT("level shift", "noise; the level moves by 4 spreads", 50),
    SPIKE("spike", "noise; one reading is off by 6 spreads", 2),
    DROPOUT("dropout to a constant", "noise with a daily season; 20 readings are 0 or repeat the last one", 25),
    AMPLITUDE("amplitude change", "waves of 40 to 120 readings; the amplitude triples", 180),
    PERIOD("period change", "waves of 40 to 120 readings; the period grows by half", 360),
    SLOW_DRIFT("slow drift", "noise that drifts by 5 to 10 spreads; no anomaly", 0),
    SEASONS_WITH_GAPS("seasons with gaps", "daily and weekly season; spike of 6 or level shift of 4 spreads", 50),
    HEAVY_TAILS("heavy tails", "Student's t with 3 degrees of freedom; level shift of 4 spreads", 50),
    FEW_INTEGERS("integers with few values", "Poisson counts with mean 2; spike of 6 spreads", 2),
    ON_OFF("on/off", "4 to 8 readings on, 4 to 8 off; stuck for 20 readings", 25);

    final String label;
    final String description;
    /** Number of readings within which an anomaly must be detected; 0 for no anomaly. */
    final int detectionReadings;

    GeneratedKind(String label, String description, int detectionReadings) {
        this.label = label;
        this.description = description;
        this.detectionReadings = detectionReadings;
    }
}
