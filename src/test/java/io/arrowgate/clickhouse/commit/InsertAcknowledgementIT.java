package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.commit.BatchInserter.InFlightInsert;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy.Canned;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.tools.local.SharedStack;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new batch behind a gateway that answers in ClickHouse's place, as load balancers and proxies do. */
public class InsertAcknowledgementIT {
    private static final long ROWS = 100;

    private static SinkTestBed tables;
    private static SinkTestBed tablesWithoutTokens;

    private SinkTestBed bed;

    @BeforeAll
    static void createTables() throws Exception {
        tables = new SinkTestBed();
        tablesWithoutTokens = new SinkTestBed();
        SharedStack.query("ALTER TABLE %s MODIFY SETTING non_replicated_deduplication_window = 0"
                .formatted(tablesWithoutTokens.table));
    }

    @BeforeEach
    void emptyTable() {
        bed = tables.emptied();
    }

    private BatchCommittable batch(long number) {
        return TestBatches.pending(
                bed.stream, "topic-A", TestBatches.sensorRows(0, number * ROWS, number * ROWS + ROWS - 1, 2));
    }

    private BatchInserter inserter(ResponseSubstitutingProxy responseSubstitutingProxy) {
        return bed.inserter(bed.settingsVia(responseSubstitutingProxy.url()), BatchCommittable.NOT_RESTORED);
    }

    private static void commit(BatchInserter inserter, BatchCommittable batch) throws Exception {
        Optional<InFlightInsert> sent = inserter.sendIfNew(batch);
        if (sent.isPresent()) {
            inserter.finish(sent.get());
        } else {
            inserter.insert(batch);
        }
    }

    public static Stream<Canned> foreignResponses() {
        return Stream.of(
                new Canned(301, Map.of("Location", "/ping"), ""),
                new Canned(302, Map.of("Location", "/ping"), ""),
                new Canned(303, Map.of("Location", "/ping"), ""),
                new Canned(307, Map.of("Location", "/ping"), ""),
                new Canned(308, Map.of("Location", "/ping"), ""),
                Canned.of(200, "<html><body>Under maintenance</body></html>"),
                Canned.of(200, ""),
                Canned.of(202, ""),
                Canned.of(204, ""),
                new Canned(
                        200,
                        Map.of(
                                "X-ClickHouse-Query-Id",
                                "another",
                                "X-ClickHouse-Summary",
                                "{\"written_rows\":\"100\"}"),
                        ""));
    }

    @ParameterizedTest
    @MethodSource("foreignResponses")
    void foreignResponseToAnInsertLosesNoRow(Canned response) throws Exception {
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                BatchInserter inserter = inserter(responseSubstitutingProxy)) {
            commit(inserter, batch(0));
            responseSubstitutingProxy.answerInserts(response);
            commit(inserter, batch(1));
            assertThat(responseSubstitutingProxy.inserts()).isEqualTo(3);
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
        assertThat(bed.distinctRows()).isEqualTo(2 * ROWS);
    }

    @ParameterizedTest
    @MethodSource("foreignResponses")
    void foreignResponseToARowCheckDoesNotMeanThatThereAreNoRows(Canned response) throws Exception {
        // Given: rows that are there, in a table that remembers no tokens
        bed = tablesWithoutTokens.emptied();
        try (BatchInserter earlier = bed.inserter()) {
            earlier.insert(batch(0));
        }
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                BatchInserter inserter = inserter(responseSubstitutingProxy)) {
            responseSubstitutingProxy.answerQueries(response, response, response);
            commit(inserter, batch(0));
            assertThat(responseSubstitutingProxy.inserts()).isZero();
        }
        assertThat(bed.rows()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @MethodSource("busyResponses")
    void busyResponseIsRetriedWithTheWholeBody(Canned response) throws Exception {
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                BatchInserter inserter = inserter(responseSubstitutingProxy)) {
            responseSubstitutingProxy.answerInserts(response);
            commit(inserter, batch(0));
            assertThat(responseSubstitutingProxy.inserts()).isEqualTo(2);
        }
        assertThat(bed.rows()).isEqualTo(ROWS);
    }

    public static Stream<Canned> busyResponses() {
        return Stream.of(
                Canned.of(429, "slow down"),
                new Canned(429, Map.of("Retry-After", "0"), ""),
                Canned.of(502, ""),
                Canned.of(503, "no upstream"),
                new Canned(503, Map.of("Retry-After", "0"), ""),
                Canned.of(504, ""));
    }

    @Test
    void rowsOfMaterializedViewsInTheCountNeitherFailNorRepeatABatch() throws Exception {
        bed = new SinkTestBed();
        SharedStack.query("CREATE TABLE %1$s_copy AS %1$s".formatted(bed.table));
        SharedStack.query("CREATE MATERIALIZED VIEW %1$s_view TO %1$s_copy AS SELECT * FROM %1$s".formatted(bed.table));
        try (BatchInserter inserter = bed.inserter()) {
            commit(inserter, batch(0));
            commit(inserter, batch(1));
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
        assertThat(SharedStack.query("SELECT count() FROM " + bed.table + "_copy"))
                .isEqualTo("" + 2 * ROWS);
    }

    @Test
    void countThatIsTooSmallHasTheTableAsked() throws Exception {
        BatchCommittable batch = batch(0);
        Canned tooFew = new Canned(
                200,
                Map.of(
                        "X-ClickHouse-Query-Id",
                        Canned.QUERY_ID,
                        "X-ClickHouse-Summary",
                        "{\"read_rows\":\"0\",\"written_rows\":\"99\"}"),
                "");
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                BatchInserter inserter = inserter(responseSubstitutingProxy)) {
            responseSubstitutingProxy.answerInserts(tooFew);
            commit(inserter, batch);
        }
        assertThat(bed.rows()).isEqualTo(ROWS);
        assertThat(bed.distinctRows()).isEqualTo(ROWS);
    }
}
