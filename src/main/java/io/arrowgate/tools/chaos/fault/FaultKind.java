package io.arrowgate.tools.chaos.fault;

import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.InjectedResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lists the faults of the job, its cluster and its servers. */
public enum FaultKind {
    KILL_TASK_MANAGER,
    KILL_JOB_MANAGER,
    KILL_CLICKHOUSE,
    KILL_BROKER,
    PAUSE_TASK_MANAGER,
    PAUSE_JOB_MANAGER,
    PAUSE_CLICKHOUSE,
    PAUSE_BROKER,
    /** The server executes an insert, and the connection ends before the response arrives. */
    LOSE_ANSWER,
    /** The connection ends in the middle of an insert. */
    CUT_BODY,
    /** Inserts fail with status 500 for a while. */
    ERRORS,
    /** Inserts fail with code 252 for a while. */
    TOO_MANY_PARTS,
    /** Requests get no response for a while. */
    SILENCE,
    /** A request is redirected to the server's health check; once at a chosen moment, or every request for a while. */
    REDIRECT,
    /** A request gets status 200 from a server that is not ClickHouse. */
    FOREIGN_SUCCESS,
    /** A request gets a status of 400 to 429 without a ClickHouse error code. */
    CLIENT_ERROR,
    /** A request gets a status of 500 to 504 without a ClickHouse error code. */
    SERVER_ERROR,
    /** A request gets a ClickHouse error code that does not concern the batch. */
    CLICKHOUSE_ERROR,
    /** A request gets an error code that no version of ClickHouse has. */
    UNKNOWN_CODE,
    /** One insert gets the response to an empty body. */
    EMPTY_STREAM,
    /**
     * The password of the job's user is changed for a while; with replicas, every request gets the response to a wrong
     * password.
     */
    ROTATED_PASSWORD,
    /** A stream's table is renamed for a while. */
    RENAMED_TABLE,
    /** A column without values has an incompatible type for a while. */
    INCOMPATIBLE_COLUMN,
    /** A materialized view of a stream's table throws for a while. */
    THROWING_VIEW,
    /** Another job is submitted under the same name. */
    SECOND_INSTANCE,
    /** One of two replicas is lost, and is restarted or replaced by an empty one. */
    LOST_ENDPOINT,
    /** Parts are not copied between two replicas for a while. */
    LATE_REPLICA,
    /** ClickHouse is killed and unavailable for minutes. Only on request; never drawn. */
    OUTAGE,
    /** One request in twenty gets a random response for minutes. Only on request; never drawn. */
    SOAK,
    /** A stream's table is dropped with its rows. Only on request; never drawn. */
    DROPPED_TABLE;

    private static final Set<FaultKind> CAMPAIGNS = EnumSet.of(OUTAGE, SOAK, DROPPED_TABLE);
    /** The model of a replicated cluster does not support these. */
    private static final Set<FaultKind> OF_ONE_SERVER = EnumSet.of(RENAMED_TABLE, INCOMPATIBLE_COLUMN, THROWING_VIEW);

    private static final Set<FaultKind> OF_REPLICAS = EnumSet.of(LOST_ENDPOINT, LATE_REPLICA);

    /** Returns the kinds that a campaign draws from. */
    public static Set<FaultKind> drawable(boolean replicated) {
        Set<FaultKind> kinds = EnumSet.complementOf(EnumSet.copyOf(CAMPAIGNS));
        kinds.removeAll(replicated ? OF_ONE_SERVER : OF_REPLICAS);
        return kinds;
    }

    /** Returns whether this kind is a campaign of its own and is never drawn. */
    public boolean isCampaign() {
        return CAMPAIGNS.contains(this);
    }

    /** Returns the name that the option takes, such as {@code lose-answer}. */
    public String option() {
        return EnumNames.option(this);
    }

    /** Returns the responses of which a fault of this kind injects one; empty if it injects none. */
    List<InjectedResponse> responses() {
        return switch (this) {
            case REDIRECT -> InjectedResponses.REDIRECTS;
            case FOREIGN_SUCCESS -> InjectedResponses.FOREIGN_SUCCESSES;
            case CLIENT_ERROR -> InjectedResponses.CLIENT_ERRORS;
            case SERVER_ERROR -> InjectedResponses.SERVER_ERRORS;
            case CLICKHOUSE_ERROR -> InjectedResponses.CLICKHOUSE_ERRORS;
            case UNKNOWN_CODE -> InjectedResponses.UNKNOWN_CODES;
            case EMPTY_STREAM -> InjectedResponses.EMPTY_STREAM;
            case ROTATED_PASSWORD -> List.of(InjectedResponses.AUTHENTICATION_FAILED);
            default -> List.of();
        };
    }

    /** Returns whether this kind changes a stream's table and reverts the change. */
    public boolean isOfTable() {
        return this == RENAMED_TABLE || this == INCOMPATIBLE_COLUMN || this == THROWING_VIEW;
    }

    public boolean isKill() {
        return name().startsWith("KILL_");
    }

    public boolean isPause() {
        return name().startsWith("PAUSE_");
    }

    /** Returns the name in plain words for the console. */
    public String text() {
        return EnumNames.words(this);
    }
}
