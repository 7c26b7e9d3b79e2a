package io.arrowgate.tools.detect.evaluate;

/** Lists the benchmark's weights of missed windows and false alarms; a hit weighs 1. */
enum ScoringProfile {
    STANDARD("standard", 1, 0.11),
    REWARD_LOW_FP_RATE("reward_low_FP_rate", 1, 0.22),
    REWARD_LOW_FN_RATE("reward_low_FN_rate", 2, 0.11);

    /** Name in the benchmark. */
    final String label;

    final double miss;
    final double falseAlarm;

    ScoringProfile(String label, double miss, double falseAlarm) {
        this.label = label;
        this.miss = miss;
        this.falseAlarm = falseAlarm;
    }

    /** Converts raw points into a score: 0 for no detection at all, 100 for each window at its first row and no false alarm. */
    double normalize(double points, int windows) {
        return 100 * (points + miss * windows) / (windows + miss * windows);
    }
}
