package io.arrowgate.alert.notify;

import java.util.Locale;

/** Lists the two states of an alert. */
public enum AlertState {
    /** The condition of its rule is met. */
    FIRING,
    /** The condition is no longer met. */
    RESOLVED;

    /** Returns the state in lower case, as in JSON and the table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
