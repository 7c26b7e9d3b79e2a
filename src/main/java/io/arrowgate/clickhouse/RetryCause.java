package io.arrowgate.clickhouse;

import java.util.Locale;

/** Why another attempt has to be made: a small, fixed set that metrics count by. */
enum RetryCause {
    /** No answer, or none in time: the network, a proxy, a server that is down. */
    NO_ANSWER,
    /** Too many queries, no memory, no space, a quota or a time limit of the server. */
    OVERLOADED,
    /** Merges do not keep up with inserts. */
    TOO_MANY_PARTS,
    /** Replicas or their keeper are not there; the table is read-only meanwhile. */
    REPLICATION,
    /** An earlier attempt of the same batch is still running. */
    TWIN_RUNNING,
    /** Acknowledged, but the table does not show all rows. */
    ROWS_NOT_SHOWN,
    /** Whatever else the server says. */
    OTHER;

    /** @param code of an answer that {@link ServerErrors#kind} takes for transient; 0 if a proxy answered */
    static RetryCause of(int code) {
        return switch (code) {
            case 0, 198, 209, 210, 279 -> NO_ANSWER;
            case 159, 201, 202, 203, 241, 243, 290, 439 -> OVERLOADED;
            case 252 -> TOO_MANY_PARTS;
            case 225, 242, 285, 286, 319, 999 -> REPLICATION;
            case 216 -> TWIN_RUNNING;
            default -> OTHER;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
