package io.arrowgate.tools.chaos.fault;

import java.util.Locale;

/** Enum constants as a person writes them. */
final class EnumNames {
    private EnumNames() {}

    /** {@code KILL_BROKER} as {@code kill broker}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
