package io.arrowgate.tools.bench.table;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.tools.bench.OrderStatistics;
import io.arrowgate.tools.bench.cpu.ServerCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerPids;
import io.arrowgate.tools.local.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures layouts of the table of sensors with the job's own batches and insert settings, and no other load.
 *
 * <p>Every round creates each table again, and rounds alternate the order of the layouts. Results are medians over the rounds.
 */
public final class TableBenchmark {
    private static final int ROUNDS = 3;
    private static final int QUERY_RUNS = 10;
    private static final String DATABASE = "layouts";

    /** Queries by name: one series over time, and all series by hour. */
    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put("one series", "SELECT toInt64(sum(cpu_used)) FROM %s WHERE device = 'sensor-0123'");
        QUERIES.put(
                "hourly rollup",
                "SELECT toInt64(count()) FROM (SELECT device, toStartOfHour(ts) AS h, avg(cpu_used), max(memory_used) FROM %s"
                        + " GROUP BY device, h)");
        QUERIES.put(
                "latest of each",
                "SELECT toInt64(count()) FROM (SELECT device, argMax(cpu_used, ts) FROM %s GROUP BY device)");
    }

    private final ClickHouseSettings settings;
    private final ServerPids pids;
    private final PrintWriter out;
    private final StreamDefinition stream = StreamDefinitions.builtIn("sensors");
    private final Map<TableLayout, List<TableMeasurement>> rounds = new LinkedHashMap<>();

    public TableBenchmark(LocalStack stack, PrintWriter out) {
        settings = stack.jobSettings().clickHouse();
        pids = new ServerPids(stack.enginePid().orElse(0), 0);
        this.out = out;
    }

    /**
     * Measures all layouts, or a restart.
     *
     * @param restartRows rows of the table before the restart; 0 to measure layouts
     */
    public TableResults run(long restartRows) throws IOException, InterruptedException, SQLException {
        return restartRows == 0
                ? new TableResults(layouts(), 0, null)
                : new TableResults(List.of(), restartRows, new RestartBenchmark(settings).run(restartRows));
    }

    private List<TableMeasurement> layouts() throws IOException, InterruptedException, SQLException {
        Map<InsertShape, List<MicroBatch>> batches = new LinkedHashMap<>();
        for (InsertShape shape : InsertShape.ALL) {
            batches.put(shape, SensorBatches.of(stream, shape, 0));
        }
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings);
                ClickHouseClient client = new ClickHouseClient(settings, 0)) {
            queries.define("CREATE DATABASE " + DATABASE);
            measure(TableLayout.ALL.get(0), batches, queries, client); // Warms up the engine.
            for (int round = 0; round < ROUNDS; round++) {
                List<TableLayout> order = new ArrayList<>(TableLayout.ALL);
                if (round % 2 == 1) {
                    Collections.reverse(order);
                }
                for (TableLayout layout : order) {
                    rounds.computeIfAbsent(layout, key -> new ArrayList<>())
                            .add(measure(layout, batches, queries, client));
                }
                out.printf("Round %d of %d is complete%n", round + 1, ROUNDS);
                out.flush();
            }
        }
        return TableLayout.ALL.stream()
                .map(layout -> median(rounds.get(layout)))
                .toList();
    }

    private TableMeasurement measure(
            TableLayout layout,
            Map<InsertShape, List<MicroBatch>> batches,
            ClickHouseJdbcSession queries,
            ClickHouseClient client)
            throws IOException, InterruptedException, SQLException {
        String table = SqlQuoting.table(DATABASE, stream.clickhouse().table());
        Map<String, Double> micros = new LinkedHashMap<>();
        Map<String, Double> millis = new LinkedHashMap<>();
        double bytes = 0;
        for (Map.Entry<InsertShape, List<MicroBatch>> inserts : batches.entrySet()) {
            queries.define("DROP TABLE IF EXISTS %s SYNC".formatted(table));
            queries.define(layout.create(DATABASE, stream));
            InsertShape shape = inserts.getKey();
            ServerCpuMeter meter = new ServerCpuMeter(pids);
            for (MicroBatch batch : inserts.getValue()) {
                insert(client, table, batch);
            }
            meter.awaitMerges();
            micros.put(shape.name(), meter.usage().engineSeconds() * 1e6 / (shape.rows() * shape.inserts()));
            if (shape.rows() == 50_000) {
                bytes = queries.number(
                                "SELECT toInt64(sum(bytes_on_disk)) FROM system.parts WHERE active AND database = '%s'"
                                        .formatted(DATABASE))
                        / ((double) shape.rows() * shape.inserts());
                for (Map.Entry<String, String> query : QUERIES.entrySet()) {
                    millis.put(query.getKey(), query(queries, query.getValue().formatted(table)));
                }
            }
        }
        return new TableMeasurement(layout.name(), micros, bytes, millis);
    }

    private void insert(ClickHouseClient client, String table, MicroBatch batch)
            throws IOException, InterruptedException {
        String id = batch.id().toString();
        client.await(client.insert(
                client.endpoint(), table, columns(), new ArrowPayload(batch.bytes()), id, "bench-" + id.hashCode(), 1));
    }

    private List<String> columns() {
        return Stream.concat(stream.columns().stream().map(ColumnDefinition::name), LineageColumns.ALL.stream())
                .map(SqlQuoting::name)
                .toList();
    }

    private double query(ClickHouseJdbcSession queries, String sql) throws SQLException {
        queries.number(sql);
        ServerCpuMeter meter = new ServerCpuMeter(pids);
        for (int i = 0; i < QUERY_RUNS; i++) {
            queries.number(sql);
        }
        return meter.usage().engineSeconds() * 1e3 / QUERY_RUNS;
    }

    private static TableMeasurement median(List<TableMeasurement> rounds) {
        TableMeasurement first = rounds.get(0);
        Map<String, Double> micros = new LinkedHashMap<>();
        for (String shape : first.microsPerRow().keySet()) {
            micros.put(
                    shape,
                    OrderStatistics.median(rounds.stream()
                            .map(round -> round.microsPerRow().get(shape))
                            .toList()));
        }
        Map<String, Double> millis = new LinkedHashMap<>();
        for (String query : first.queryMillis().keySet()) {
            millis.put(
                    query,
                    OrderStatistics.median(rounds.stream()
                            .map(round -> round.queryMillis().get(query))
                            .toList()));
        }
        double bytes = OrderStatistics.median(
                rounds.stream().map(TableMeasurement::bytesPerRow).toList());
        return new TableMeasurement(first.layout(), micros, bytes, millis);
    }
}
