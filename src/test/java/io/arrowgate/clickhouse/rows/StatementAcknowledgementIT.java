package io.arrowgate.clickhouse.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.commit.InsertAcknowledgementIT;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy.Canned;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that JDBC inserts, definitions and queries behind a gateway that answers in ClickHouse's place. */
class StatementAcknowledgementIT {
    private final String database = SharedStack.newDatabase();
    private final String table = database + ".numbers";
    private ResponseSubstitutingProxy responseSubstitutingProxy;
    private ClickHouseSettings settings;

    @BeforeEach
    void tableBehindGateway() throws IOException {
        SharedStack.query("CREATE TABLE %s (n Int64) ENGINE = MergeTree ORDER BY n".formatted(table));
        responseSubstitutingProxy = new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
        settings = SinkTestBed.settings(responseSubstitutingProxy.url(), database);
    }

    @AfterEach
    void closeGateway() {
        responseSubstitutingProxy.close();
    }

    static Stream<Canned> foreignResponses() {
        return InsertAcknowledgementIT.foreignResponses();
    }

    static Stream<Canned> responses() {
        return Stream.concat(foreignResponses(), InsertAcknowledgementIT.busyResponses());
    }

    private static void insert(PreparedStatement statement, long... numbers) throws SQLException {
        for (long number : numbers) {
            statement.setLong(1, number);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    private PreparedStatement prepare(SingleJdbcConnectionProvider connections) throws SQLException {
        return connections
                .getOrEstablishConnection()
                .prepareStatement("INSERT INTO %s (n) VALUES (?)".formatted(table));
    }

    private String numbers() {
        return SharedStack.query("SELECT groupArray(n) FROM (SELECT n FROM %s ORDER BY n)".formatted(table));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void foreignResponseToAnInsertOfRowsIsAFailure(Canned response) throws Exception {
        SingleJdbcConnectionProvider connections = new SingleJdbcConnectionProvider(settings);
        try (PreparedStatement statement = prepare(connections)) {
            responseSubstitutingProxy.answerInserts(response);
            assertThatThrownBy(() -> insert(statement, 1, 2)).isInstanceOf(SQLException.class);
        } finally {
            connections.closeConnection();
        }
        assertThat(responseSubstitutingProxy.inserts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"written_rows\":\"1\"}", "{}"})
    void insertThatReportsTooFewWrittenRowsIsAFailure(String summary) throws Exception {
        SingleJdbcConnectionProvider connections = new SingleJdbcConnectionProvider(settings);
        try (PreparedStatement statement = prepare(connections)) {
            responseSubstitutingProxy.answerInserts(new Canned(
                    200, Map.of("X-ClickHouse-Query-Id", Canned.QUERY_ID, "X-ClickHouse-Summary", summary), ""));
            assertThatThrownBy(() -> insert(statement, 1, 2))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("incomplete");
        } finally {
            connections.closeConnection();
        }
    }

    @Test
    void rowsAreAcknowledgedByTheirNumberAlsoWithViewsAndRepeated() throws Exception {
        SharedStack.query("CREATE TABLE %1$s_copy AS %1$s".formatted(table));
        SharedStack.query("CREATE MATERIALIZED VIEW %1$s_view TO %1$s_copy AS SELECT * FROM %1$s".formatted(table));
        SharedStack.query("ALTER TABLE %s MODIFY SETTING non_replicated_deduplication_window = 100".formatted(table));
        SingleJdbcConnectionProvider connections = new SingleJdbcConnectionProvider(settings);
        try (PreparedStatement statement = prepare(connections)) {
            insert(statement, 1, 2);
            insert(statement, 1, 2);
            insert(statement, 3);
        } finally {
            connections.closeConnection();
        }
        assertThat(numbers()).isEqualTo("[1,1,2,2,3]");
    }

    @Test
    void rowsThatReplaceEachOtherWithinAnInsertAreAcknowledged() throws Exception {
        SharedStack.query(
                "CREATE OR REPLACE TABLE %s (n Int64) ENGINE = ReplacingMergeTree ORDER BY n".formatted(table));
        SingleJdbcConnectionProvider connections = new SingleJdbcConnectionProvider(settings);
        try (PreparedStatement statement = prepare(connections)) {
            insert(statement, 1, 1, 2);
        } finally {
            connections.closeConnection();
        }
        assertThat(numbers()).isEqualTo("[1,1,2]");
    }

    @ParameterizedTest
    @MethodSource("responses")
    void foreignResponseToADefinitionIsAFailure(Canned response) throws Exception {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            responseSubstitutingProxy.answerQueries(response);
            assertThatThrownBy(() -> queries.define("CREATE TABLE %s_2 AS %s".formatted(table, table)))
                    .isInstanceOf(SQLException.class);
            queries.define("CREATE TABLE %s_2 AS %s".formatted(table, table));
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void foreignResponseToAStatementThatInsertsIsAFailure(Canned response) throws Exception {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            responseSubstitutingProxy.answerInserts(response);
            String insert = "INSERT INTO %s SELECT 7".formatted(table);
            assertThatThrownBy(() -> queries.execute(insert)).isInstanceOf(SQLException.class);
            queries.execute(insert);
        }
        assertThat(numbers()).isEqualTo("[7]");
    }

    @ParameterizedTest
    @MethodSource("foreignResponses")
    void foreignResponseToAQueryIsNotAnAnswerWithoutRows(Canned response) throws Exception {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            responseSubstitutingProxy.answerQueries(response, response);
            assertThatThrownBy(() -> queries.rows("SELECT n FROM " + table)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> queries.number("SELECT count() FROM " + table))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void queryThatFailsHalfWayIsAFailure() throws Exception {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            assertThatThrownBy(
                            () -> queries.rows(
                                    "SELECT throwIf(number = 500000) AS t FROM numbers(1000000) SETTINGS max_block_size = 1000"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("throwIf");
        }
    }
}
