package io.arrowgate.cli.chaos;

import java.util.Locale;

/** Enum constants as a person writes them. */
final class EnumText {
    private EnumText() {}

    /** {@code KILL_BROKER} as {@code kill broker}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
