package io.arrowgate.alert.notify;

import java.util.Locale;

/** The two states of an alert. */
public enum AlertState {
    /** The condition of its rule holds. */
    FIRING,
    /** It held, and does no longer. */
    RESOLVED;

    /** As in what is written: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
