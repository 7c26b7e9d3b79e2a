package io.arrowgate.lease.log;

/** What an instance writes about itself. */
public enum LeaseState {
    /** It wants the lease, and gets it unless the records before this one show a holder or another bid. */
    BID,
    /** It has the lease. */
    HELD,
    /** It ends, or is restarted as a whole: it has the lease for a moment more. */
    CLOSING,
    /** It gave the lease back, or withdrew its bid. */
    RELEASED
}
