package io.arrowgate.archive;

import io.arrowgate.JobPreparation;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Provides a database with stream tables and derived tables, and a folder for archives. */
public final class ArchiveTestBed {
    public final String database = SharedStack.newDatabase();
    public final Path folder = SharedStack.freshDir("archive");
    private final List<StreamDefinition> streams;

    public ArchiveTestBed(String... streams) throws Exception {
        this.streams = Stream.of(streams).map(StreamDefinitions::builtIn).toList();
        JobPreparation.clickHouse(settings(), this.streams);
    }

    private Map<String, String> options() {
        return Map.of(
                "job.name",
                "archive",
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

    public JobSettings settings() {
        return JobSettings.from(SettingsLoader.load(options(), null, Map.of()));
    }

    /** Returns the same settings as command-line flags. */
    public List<String> arguments() {
        return options().entrySet().stream()
                .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                .toList();
    }

    /** Inserts readings of sensors in two partitions, 20 s apart, some of them null. */
    public void insertReadings(String firstTime, int firstOffset, int count) {
        query("""
                INSERT INTO {db}.sensors
                SELECT concat('d"', toString(number %% 3), ', ä'), toDateTime64('%s', 6, 'UTC') + number * 20.000001,
                    if(number %% 4 = 0, NULL, number / 7), number, NULL, -0.1, if(number %% 5 = 0, NULL, number),
                    'topic', number %% 2, %d + number, toDateTime64('2024-06-01 00:00:00.123', 3, 'UTC') FROM numbers(%d)""".formatted(firstTime, firstOffset, count));
    }

    public void refresh() throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings().clickHouse())) {
            for (StreamDefinition stream : streams) {
                refresh.refresh(stream, (table, portion, portions, rows) -> {});
            }
        }
    }

    /** Returns count and hash of all rows of a table, computed differently than by the archiver. */
    public String digest(String table) {
        return query(
                "SELECT count(), sum(sipHash64(toString(tuple(*)))), groupBitXor(cityHash64(toString(tuple(*)))) FROM {db}."
                        + table + " FINAL");
    }

    /** A query's answer, tab-separated; {@code {db}} stands for this test's database. */
    public String query(String sql) {
        return SharedStack.query(sql.replace("{db}", database));
    }
}
