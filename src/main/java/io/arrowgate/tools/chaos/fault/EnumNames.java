package io.arrowgate.tools.chaos.fault;

import java.util.Locale;

/** Converts enum constants to plain words. */
final class EnumNames {
    private EnumNames() {}

    /** Converts {@code KILL_BROKER} to {@code kill broker}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
