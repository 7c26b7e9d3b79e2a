package io.arrowgate.clickhouse;

import java.util.Set;

/**
 * What ClickHouse's error codes mean for an insert. The numbers are those of the server's {@code ErrorCodes.cpp}; its
 * HTTP interface sends them as {@code X-ClickHouse-Exception-Code}.
 */
final class ServerErrors {
    private static final int NO_CODE = 0;
    private static final int SAME_ID_IS_RUNNING = 216;
    private static final int TOO_MANY_PARTS = 252;
    /** The text by which an insert over too many days is told from too many unmerged parts: both have code 252. */
    private static final String TOO_MANY_PARTITIONS = "partitions for single INSERT block";

    private static final Set<Integer> TRANSIENT = Set.of(
            159, // TIMEOUT_EXCEEDED
            198, // DNS_ERROR
            201, // QUOTA_EXCEEDED
            202, // TOO_MANY_SIMULTANEOUS_QUERIES
            203, // NO_FREE_CONNECTION
            209, // SOCKET_TIMEOUT
            210, // NETWORK_ERROR
            SAME_ID_IS_RUNNING,
            225, // NO_ZOOKEEPER
            236, // ABORTED
            241, // MEMORY_LIMIT_EXCEEDED
            242, // TABLE_IS_READ_ONLY
            243, // NOT_ENOUGH_SPACE
            TOO_MANY_PARTS,
            279, // ALL_CONNECTION_TRIES_FAILED
            285, // TOO_FEW_LIVE_REPLICAS
            286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
            290, // LIMIT_EXCEEDED
            319, // UNKNOWN_STATUS_OF_INSERT
            394, // QUERY_WAS_CANCELLED
            425, // SYSTEM_ERROR
            439, // CANNOT_SCHEDULE_TASK
            473, // DEADLOCK_AVOIDED
            499, // S3_ERROR
            999, // KEEPER_EXCEPTION
            1000); // POCO_EXCEPTION

    private ServerErrors() {}

    /**
     * Sorts an answer that says no.
     *
     * @param code the server's error code, 0 if a proxy answered in its place
     * @param httpStatus of the answer
     * @param message of the answer
     */
    static FailureKind kind(int code, int httpStatus, String message) {
        if (code <= NO_CODE) {
            boolean busy = httpStatus >= 500 || httpStatus == 408 || httpStatus == 429;
            return busy ? FailureKind.TRANSIENT : FailureKind.PERMANENT;
        }
        if (code == TOO_MANY_PARTS && String.valueOf(message).contains(TOO_MANY_PARTITIONS)) {
            return FailureKind.PERMANENT;
        }
        return TRANSIENT.contains(code) ? FailureKind.TRANSIENT : FailureKind.PERMANENT;
    }

    /** Whether no query of the request's id runs after an answer of this code; a proxy's answer says nothing of it. */
    static boolean endsQuery(int code) {
        return code > NO_CODE && code != SAME_ID_IS_RUNNING;
    }

    /** What a person can do about a permanent failure of this code. */
    static String remedy(int code) {
        return switch (code) {
            case 60, 81 -> "Was the table dropped? Restart the job: it creates database and table at start.";
            case 6, 16, 27, 33, 47, 53, 70, 117, 349 ->
                "The table no longer fits its definition: compare both, then alter the table or the definition.";
            case 192, 193, 194, 516 ->
                "Check the user and the password of ClickHouse: clickhouse.user, clickhouse.password.";
            case 164, 497 -> "Grant the user INSERT and SELECT on the table.";
            case 115 -> "The server does not know a setting of the insert: it is too old, update it.";
            case TOO_MANY_PARTS ->
                "Allow the user to set max_partitions_per_insert_block, or lower the days of a batch.";
            default -> "See the server's message; nothing is lost: it is tried again when the job restarts.";
        };
    }
}
