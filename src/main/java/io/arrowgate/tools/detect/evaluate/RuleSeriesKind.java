package io.arrowgate.tools.detect.evaluate;

/** Lists the kinds of generated series on which {@code change} and {@code crowding} rules are evaluated. */
enum RuleSeriesKind {
    STEP("noise; 20 steps of 8"),
    NOISY_STEP("one and a half times the noise; 20 steps of 8"),
    HEAVY_TAILS("noise with heavy tails (Student's t, 3 degrees of freedom); 20 steps of 8"),
    SMALL_STEP("noise; 10 steps of 8, and 10 of 5, which are none"),
    RAMP("noise; 20 rises of 8 in 10 min"),
    DENSE_RAMP("noise, a reading each 5 s; 20 rises of 8 in 10 min"),
    SLOW_RAMP("noise; 10 steps of 8, and 10 rises of 8 in 40 min, which are none"),
    CROWD("Poisson counts; 28 hours with 4 times the usual count"),
    UNEVEN_CROWD("counts that vary by a third from hour to hour; 28 hours with 4 times the usual count"),
    GROWING_CROWD("Poisson counts that grow by 5 % a week; 28 hours with 4 times the usual count"),
    BUSY_CROWD("Poisson counts; 28 hours with 4 times the usual count, and 28 with twice, which are none"),
    HOLIDAY_CROWD("Poisson counts, each second Wednesday like a Sunday; 28 hours with 4 times the usual count"),
    REGISTER_CROWD("Poisson counts as a register that is reset each week; 28 hours with 4 times the usual count");

    final String description;

    RuleSeriesKind(String description) {
        this.description = description;
    }

    boolean isChange() {
        return compareTo(CROWD) < 0;
    }
}
