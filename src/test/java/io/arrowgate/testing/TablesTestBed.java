package io.arrowgate.testing;

import io.arrowgate.JobPreparation;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Provides a database with the tables, derived tables and views of streams, without a job. */
public abstract class TablesTestBed {
    public final String database = SharedStack.newDatabase();
    private final List<StreamDefinition> streams;

    protected TablesTestBed(List<StreamDefinition> streams) throws Exception {
        this.streams = List.copyOf(streams);
        JobPreparation.clickHouse(settings(), this.streams);
    }

    protected static List<StreamDefinition> builtIn(String... names) {
        return Stream.of(names).map(StreamDefinitions::builtIn).toList();
    }

    private Map<String, String> options() {
        return Map.of(
                "job.name",
                "tables",
                "kafka.bootstrap-servers",
                "localhost:9",
                "clickhouse.url",
                SharedStack.clickHouseUrl(),
                "clickhouse.user",
                SharedStack.USER,
                "clickhouse.password",
                SharedStack.PASSWORD,
                "clickhouse.database",
                database);
    }

    public final JobSettings settings() {
        return JobSettings.from(SettingsLoader.load(options(), null, Map.of()));
    }

    /** Returns the settings as command-line flags. */
    public final List<String> arguments() {
        return options().entrySet().stream()
                .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                .toList();
    }

    /** Computes the derived rows of new parts. */
    public final void refresh() throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings().clickHouse())) {
            for (StreamDefinition stream : streams) {
                refresh.refresh(stream, (table, portion, portions, rows) -> {});
            }
        }
    }

    /** Recomputes all derived rows, as after an upgrade. */
    public final void rebuild() throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings().clickHouse())) {
            for (StreamDefinition stream : streams) {
                refresh.invalidate(stream);
            }
        }
        refresh();
    }

    /** Runs a query and returns its result, tab-separated; {@code {db}} is replaced by this test's database. */
    public final String query(String sql) {
        return SharedStack.query(sql.replace("{db}", database));
    }
}
