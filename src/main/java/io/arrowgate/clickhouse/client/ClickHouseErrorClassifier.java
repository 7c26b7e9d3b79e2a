package io.arrowgate.clickhouse.client;

import static io.arrowgate.clickhouse.client.FailureKind.BATCH_CONTENT;
import static io.arrowgate.clickhouse.client.FailureKind.CONNECTION_OR_TABLE;
import static io.arrowgate.clickhouse.client.FailureKind.TRANSIENT;

import java.util.HashMap;
import java.util.Map;

/**
 * Classifies ClickHouse's errors. The codes are those of the server's {@code ErrorCodes.cpp}; its HTTP interface sends them as
 * {@code X-ClickHouse-Exception-Code}.
 *
 * <p>An unlisted code is transient: a needless retry costs time, a batch that is wrongly rejected costs rows.
 */
final class ClickHouseErrorClassifier {
    /**
     * Describes the meaning of an error.
     *
     * @param kind decides between retry, rejection and failure
     * @param cause label of the retry metric
     * @param remedy what an operator can do; empty if unknown
     */
    record Meaning(FailureKind kind, RetryCause cause, String remedy) {}

    private static final int NO_CODE = 0;
    private static final int SAME_ID_IS_RUNNING = 216;
    private static final int TOO_MANY_PARTS = 252;
    private static final int INCORRECT_DATA = 117;
    /** Text in the message of an insert into too many partitions. Too many unmerged parts have the same code, 252. */
    private static final String TOO_MANY_PARTITIONS = "partitions for single INSERT block";
    /** Text in the message of an insert without data. Batches are never empty, so the data was lost between job and server. */
    private static final String EMPTY_STREAM = "stream is empty";

    /** Text before the view's name in the message of an insert that failed in a materialized view. */
    private static final String VIEW_FAILED = "while pushing to view";

    private static final String USER =
            "Check clickhouse.user and clickhouse.password: correct them on the server, or restart the job with the new ones.";
    private static final String RIGHTS =
            "Grant the user INSERT and SELECT on the table, and allow it to change query settings.";
    private static final String FIT =
            "The table does not match the stream's definition any more: alter the table, or change the definition and restart the"
                    + " job.";
    private static final String CONTENT = "Compare the batch's values with the table's types and constraints.";

    private static final Meaning UNKNOWN = new Meaning(TRANSIENT, RetryCause.OTHER, "");
    private static final Meaning FOREIGN = new Meaning(
            TRANSIENT,
            RetryCause.UNEXPECTED_RESPONSE,
            "Check gateways and load balancers between the job and ClickHouse: clickhouse.url must lead to its HTTP interface.");
    private static final Meaning EMPTY = new Meaning(TRANSIENT, RetryCause.UNEXPECTED_RESPONSE, FOREIGN.remedy());
    private static final Meaning PARTITIONS = new Meaning(
            BATCH_CONTENT,
            RetryCause.BATCH_CONTENT,
            "Allow the user to set max_partitions_per_insert_block, or lower batch.max-days.");
    private static final Meaning UNAUTHORIZED = new Meaning(CONNECTION_OR_TABLE, RetryCause.ACCESS, USER);

    /** Any error of a materialized view. It does not depend on the batch. */
    private static final Meaning VIEW = new Meaning(
            CONNECTION_OR_TABLE,
            RetryCause.TABLE,
            "A materialized view on the table fails: repair or drop it. A repaired view receives these rows.");

    private static final Map<Integer, Meaning> BY_CODE = table();

    private ClickHouseErrorClassifier() {}

    private static Map<Integer, Meaning> table() {
        Map<Integer, Meaning> table = new HashMap<>();
        // DNS_ERROR, SOCKET_TIMEOUT, NETWORK_ERROR, ALL_CONNECTION_TRIES_FAILED
        put(table, TRANSIENT, RetryCause.NO_RESPONSE, "", 198, 209, 210, 279);
        // TIMEOUT_EXCEEDED, QUOTA_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES, NO_FREE_CONNECTION, MEMORY_LIMIT_EXCEEDED,
        // NOT_ENOUGH_SPACE, LIMIT_EXCEEDED, CANNOT_SCHEDULE_TASK
        put(table, TRANSIENT, RetryCause.OVERLOADED, "", 159, 201, 202, 203, 241, 243, 290, 439);
        put(table, TRANSIENT, RetryCause.TOO_MANY_PARTS, "", TOO_MANY_PARTS);
        // NO_ZOOKEEPER, TABLE_IS_READ_ONLY, TOO_FEW_LIVE_REPLICAS, UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE,
        // UNKNOWN_STATUS_OF_INSERT, KEEPER_EXCEPTION
        put(table, TRANSIENT, RetryCause.REPLICATION, "", 225, 242, 285, 286, 319, 999);
        put(table, TRANSIENT, RetryCause.QUERY_ID_IN_USE, "", SAME_ID_IS_RUNNING);
        // UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, AUTHENTICATION_FAILED
        put(table, CONNECTION_OR_TABLE, RetryCause.ACCESS, USER, 192, 193, 194, 516);
        // READONLY, DATABASE_ACCESS_DENIED, SETTING_CONSTRAINT_VIOLATION, ACCESS_DENIED
        put(table, CONNECTION_OR_TABLE, RetryCause.ACCESS, RIGHTS, 164, 291, 452, 497);
        // UNKNOWN_SETTING
        put(
                table,
                CONNECTION_OR_TABLE,
                RetryCause.ACCESS,
                "The server does not support a setting of the insert: upgrade ClickHouse.",
                115);
        // UNKNOWN_TABLE, UNKNOWN_DATABASE, TABLE_IS_DROPPED
        put(
                table,
                CONNECTION_OR_TABLE,
                RetryCause.TABLE,
                "Was the table dropped or renamed? Restore it, or restart the job, which creates database and table at start.",
                60,
                81,
                218);
        // THERE_IS_NO_COLUMN, NOT_FOUND_COLUMN_IN_BLOCK, NO_SUCH_COLUMN_IN_TABLE, NUMBER_OF_COLUMNS_DOESNT_MATCH,
        // ILLEGAL_COLUMN, UNKNOWN_IDENTIFIER, TYPE_MISMATCH, CANNOT_CONVERT_TYPE,
        // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
        put(table, CONNECTION_OR_TABLE, RetryCause.TABLE, FIT, 8, 10, 16, 20, 44, 47, 53, 70, 349);
        // CANNOT_PARSE_TEXT, CANNOT_PARSE_INPUT_ASSERTION_FAILED, CANNOT_READ_ALL_DATA, CANNOT_PARSE_DATETIME,
        // ARGUMENT_OUT_OF_BOUND, CANNOT_PARSE_NUMBER, INCORRECT_DATA, VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE,
        // DECIMAL_OVERFLOW, VIOLATED_CONSTRAINT
        put(
                table,
                BATCH_CONTENT,
                RetryCause.BATCH_CONTENT,
                CONTENT,
                6,
                27,
                33,
                41,
                69,
                72,
                INCORRECT_DATA,
                321,
                407,
                469);
        return Map.copyOf(table);
    }

    private static void put(
            Map<Integer, Meaning> table, FailureKind kind, RetryCause cause, String remedy, int... codes) {
        for (int code : codes) {
            table.put(code, new Meaning(kind, cause, remedy));
        }
    }

    /**
     * Classifies an error.
     *
     * @param code the server's error code; 0 if a proxy responded in its place
     * @param httpStatus of the response
     * @param message of the response
     */
    static Meaning of(int code, int httpStatus, String message) {
        if (code <= NO_CODE) {
            return httpStatus == 401 || httpStatus == 403 ? UNAUTHORIZED : FOREIGN;
        }
        Meaning meaning = meaning(code, String.valueOf(message));
        boolean isKnown = meaning.kind() == TRANSIENT && !meaning.equals(UNKNOWN);
        return !isKnown && String.valueOf(message).contains(VIEW_FAILED) ? VIEW : meaning;
    }

    private static Meaning meaning(int code, String message) {
        if (code == TOO_MANY_PARTS && message.contains(TOO_MANY_PARTITIONS)) {
            return PARTITIONS;
        }
        if (code == INCORRECT_DATA && message.contains(EMPTY_STREAM)) {
            return EMPTY;
        }
        return BY_CODE.getOrDefault(code, UNKNOWN);
    }

    /** Returns whether this code proves that no query with the request's id is running. A proxy's response proves nothing. */
    static boolean endsQuery(int code) {
        return code > NO_CODE && code != SAME_ID_IS_RUNNING;
    }

    /** Returns whether the code reports a missing table or database. */
    static boolean isMissingTable(int code) {
        return code == 60 || code == 81 || code == 218;
    }
}
