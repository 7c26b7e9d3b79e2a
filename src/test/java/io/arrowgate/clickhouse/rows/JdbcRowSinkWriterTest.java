package io.arrowgate.clickhouse.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.ServerException;
import io.arrowgate.clickhouse.client.RecordedMetrics;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.testing.TestClickHouse;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;

class JdbcRowSinkWriterTest {
    private static final ClickHouseSettings SETTINGS = new TestClickHouse("http://localhost:8123", "db")
            .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
            .retryMaxDuration(Duration.ofMillis(50))
            .settings();

    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final Deque<IOException> failures = new ArrayDeque<>();
    private final List<List<Integer>> inserts = new ArrayList<>();
    private final RecordedMetrics metrics = new RecordedMetrics();
    private int connectors;
    private final JdbcRowSinkWriter<Integer> writer = new JdbcRowSinkWriter<>(
            SETTINGS,
            "`db`.`rows`",
            () -> {
                connectors++;
                return new Connector();
            },
            new SingleJdbcConnectionProvider(SETTINGS),
            time,
            metrics);

    /** Keeps rows until it is flushed, and after a failure, too, as the JDBC connector does. */
    private final class Connector implements SinkWriter<Integer> {
        private final List<Integer> rows = new ArrayList<>();

        @Override
        public void write(Integer row, Context context) {
            rows.add(row);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            inserts.add(List.copyOf(rows));
            rows.clear();
        }

        @Override
        public void close() {}
    }

    @Test
    void rowsAreInsertedSoLongAfterTheFirstOfThem() throws Exception {
        writer.write(1, null);
        time.advance(900);
        writer.write(2, null);
        assertThat(inserts).isEmpty();

        time.advance(100);
        assertThat(inserts).containsExactly(List.of(1, 2));

        writer.write(3, null);
        time.advance(999);
        assertThat(inserts).hasSize(1);
        time.advance(1);
        assertThat(inserts).containsExactly(List.of(1, 2), List.of(3));
    }

    @Test
    void aThousandRowsWaitForNoTimerAndTheirTimerIsNotForTheNextOnes() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            writer.write(i, null);
        }
        assertThat(inserts).hasSize(1);
        assertThat(time.getNumActiveTimers()).isZero();

        writer.flush(false);
        assertThat(inserts).as("nothing is inserted if nothing waits").hasSize(1);
        assertThat(connectors).isEqualTo(1);
    }

    @Test
    void anotherConnectorInsertsAllRowsOnceAfterAFailure() throws Exception {
        failures.add(throughTheDriver(new ConnectException("refused")));
        failures.add(throughTheDriver(new ExecutionException(new IOException("closed"))));
        writer.write(1, null);
        writer.write(2, null);
        writer.flush(false);

        assertThat(inserts).containsExactly(List.of(1, 2));
        assertThat(connectors).isEqualTo(3);
        assertThat(metrics.count("insertRetries{cause=no_response}")).isEqualTo(2);
        assertThat(metrics.count("insertedRows")).isEqualTo(2);
        assertThat(metrics.gauge("retryDurationMillis"))
                .as("it waits no longer")
                .isEqualTo(0L);
    }

    @Test
    void retriesEndAtTheirLimitWithTheTableAndTheReason() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            failures.add(throughTheDriver(new ConnectException("refused")));
        }
        writer.write(1, null);

        assertThatThrownBy(() -> writer.flush(false))
                .hasMessageContainingAll("1 row(s) into table `db`.`rows`", "PT0.05S", "refused", "retry.max-duration");
    }

    @Test
    void missingTableAndWrongPasswordAreRetried() throws Exception {
        failures.add(throughTheDriver(new ServerException(60, "Unknown table", 404, "query")));
        failures.add(throughTheDriver(new ServerException(516, "Authentication failed", 403, "query")));
        failures.add(throughTheDriver(new ServerException(0, "Bad Gateway", 404, "query")));
        writer.write(1, null);
        writer.flush(false);

        assertThat(inserts).containsExactly(List.of(1));
        assertThat(metrics.count("insertRetries{cause=table}")).isEqualTo(1);
        assertThat(metrics.count("insertRetries{cause=access}")).isEqualTo(1);
    }

    @Test
    void contentThatIsRejectedTwiceFailsAndSaysWhatToDo() throws Exception {
        failures.add(throughTheDriver(new ServerException(469, "Constraint violated", 500, "query")));
        failures.add(throughTheDriver(new ServerException(469, "Constraint violated", 500, "query")));
        writer.write(1, null);

        assertThatThrownBy(() -> writer.flush(false))
                .hasMessageStartingWith("An insert of 1 row(s) into table `db`.`rows` is rejected by ClickHouse: ")
                .hasMessageContainingAll("Constraint violated", "Compare the batch's values");
        assertThat(connectors).isEqualTo(2);
    }

    @Test
    void contentThatIsRejectedOnceIsInserted() throws Exception {
        failures.add(throughTheDriver(new ServerException(117, "Incorrect data", 500, "query")));
        writer.write(1, null);
        writer.flush(false);

        assertThat(inserts).containsExactly(List.of(1));
    }

    @Test
    void aFaultOfTheJobItselfIsNotRetried() throws Exception {
        failures.add(throughTheDriver(new IllegalStateException("no such parameter")));
        writer.write(1, null);

        assertThatThrownBy(() -> writer.flush(false)).hasMessageContaining("no such parameter");
    }

    @Test
    void anInterruptOfARequestIsOneOfTheTask() throws Exception {
        failures.add(throughTheDriver(new InterruptedException()));
        writer.write(1, null);

        assertThatThrownBy(() -> writer.flush(false)).isInstanceOf(InterruptedException.class);
    }

    private static IOException throughTheDriver(Exception cause) {
        return new IOException(new SQLException("the driver says less than its cause", "HY000", cause));
    }
}
