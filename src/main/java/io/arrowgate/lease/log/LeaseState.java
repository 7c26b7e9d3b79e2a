package io.arrowgate.lease.log;

/** Distinguishes the states that an instance appends to the lease log. */
public enum LeaseState {
    /** The instance requests the lease, and wins unless earlier records show a holder or another bid. */
    BID,
    /** The instance holds the lease. */
    HELD,
    /** The instance ends or is restarted as a whole; it holds the lease for a short time. */
    CLOSING,
    /** The instance released the lease or withdrew its bid. */
    RELEASED
}
