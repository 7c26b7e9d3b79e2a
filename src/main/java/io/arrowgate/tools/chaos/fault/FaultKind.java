package io.arrowgate.tools.chaos.fault;

import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.InjectedResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is done to the job, its cluster and its servers. */
public enum FaultKind {
    KILL_TASK_MANAGER,
    KILL_JOB_MANAGER,
    KILL_CLICKHOUSE,
    KILL_BROKER,
    PAUSE_TASK_MANAGER,
    PAUSE_JOB_MANAGER,
    PAUSE_CLICKHOUSE,
    PAUSE_BROKER,
    /** An insert arrives and is done, and the connection ends before its answer is through. */
    LOSE_ANSWER,
    /** The connection ends in the middle of an insert. */
    CUT_BODY,
    /** Inserts are answered with status 500 for a while. */
    ERRORS,
    /** Inserts are answered with code 252 for a while. */
    TOO_MANY_PARTS,
    /** Nothing is answered for a while. */
    SILENCE,
    /** A request is redirected to the server's health check; once at its moment, or every request for a while. */
    REDIRECT,
    /** A request is answered with status 200 by somebody else than ClickHouse. */
    FOREIGN_SUCCESS,
    /** A request is answered with a status of 400 to 429, without a word of ClickHouse's. */
    CLIENT_ERROR,
    /** A request is answered with a status of 500 to 504, without a word of ClickHouse's. */
    SERVER_ERROR,
    /** A request is answered with a code of ClickHouse's that is not about the batch. */
    CLICKHOUSE_ERROR,
    /** A request is answered with a code that no version of ClickHouse has. */
    UNKNOWN_CODE,
    /** One insert is answered as if its body had been empty. */
    EMPTY_STREAM,
    /** The job's user has another password for a while; with replicas, every request is answered as if it had. */
    ROTATED_PASSWORD,
    /** A stream's table has another name for a while. */
    RENAMED_TABLE,
    /** A column that holds no values has a type for a while that the stream's values would not fit into. */
    INCOMPATIBLE_COLUMN,
    /** A materialized view of a stream's table throws for a while. */
    THROWING_VIEW,
    /** Another job is started under the same name. */
    SECOND_INSTANCE,
    /** One of two replicas is lost, and comes back or is replaced by an empty one. */
    LOST_ENDPOINT,
    /** Parts are not copied between two replicas for a while. */
    LATE_REPLICA,
    /** ClickHouse is killed and stays away for a while. Only on request: it takes minutes, and no seed draws it. */
    OUTAGE,
    /** One request in twenty gets a random response for a long while. Only on request, likewise. */
    SOAK,
    /** A stream's table is dropped for good. Only on request: it takes the rows with it. */
    DROPPED_TABLE;

    private static final Set<FaultKind> CAMPAIGNS = EnumSet.of(OUTAGE, SOAK, DROPPED_TABLE);
    /** The model of a cluster does not play them. */
    private static final Set<FaultKind> OF_ONE_SERVER = EnumSet.of(RENAMED_TABLE, INCOMPATIBLE_COLUMN, THROWING_VIEW);

    private static final Set<FaultKind> OF_REPLICAS = EnumSet.of(LOST_ENDPOINT, LATE_REPLICA);

    /** The kinds that a campaign draws from. */
    public static Set<FaultKind> drawable(boolean replicated) {
        Set<FaultKind> kinds = EnumSet.complementOf(EnumSet.copyOf(CAMPAIGNS));
        kinds.removeAll(replicated ? OF_ONE_SERVER : OF_REPLICAS);
        return kinds;
    }

    /** Whether it makes a campaign of its own, and is never drawn. */
    public boolean isCampaign() {
        return CAMPAIGNS.contains(this);
    }

    /** As an option names it: {@code lose-answer}. */
    public String option() {
        return text().replace(' ', '-');
    }

    /** The responses of which a fault of this kind injects one; empty if it does something else. */
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

    /** Whether it changes a stream's table, and changes it back. */
    public boolean isOfTable() {
        return this == RENAMED_TABLE || this == INCOMPATIBLE_COLUMN || this == THROWING_VIEW;
    }

    public boolean isKill() {
        return name().startsWith("KILL_");
    }

    public boolean isPause() {
        return name().startsWith("PAUSE_");
    }

    /** In words, for a line of output. */
    public String text() {
        return EnumNames.words(this);
    }
}
