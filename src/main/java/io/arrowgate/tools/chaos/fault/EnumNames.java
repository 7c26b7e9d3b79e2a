package io.arrowgate.tools.chaos.fault;

import java.util.Locale;

/** Converts enum constants to plain words and to values of options. */
final class EnumNames {
    private EnumNames() {}

    /** Converts {@code KILL_BROKER} to {@code kill broker}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Converts {@code KILL_BROKER} to {@code kill-broker}. */
    static String option(Enum<?> constant) {
        return words(constant).replace(' ', '-');
    }
}
