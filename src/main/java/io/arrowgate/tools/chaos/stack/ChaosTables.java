package io.arrowgate.tools.chaos.stack;

import io.arrowgate.JobPreparation;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import java.sql.SQLException;

/** Creates the tables before the job does, with settings under which no merge can hide a duplicate. */
public final class ChaosTables {
    private static final String ENGINE = "ENGINE = ReplacingMergeTree";

    private ChaosTables() {}

    /** @param job settings with ClickHouse's own address */
    static void create(JobSettings job, ChaosPlan plan) throws SQLException {
        ClickHouseSettings settings = job.clickHouse();
        if (plan.isReplicated()) {
            JobPreparation.clickHouse(
                    job,
                    StreamDefinitions.BUILT_IN.stream()
                            .map(StreamDefinitions::builtIn)
                            .toList());
        }
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            queries.execute(TableDdl.createDatabase(settings.database()));
            for (String name : StreamDefinitions.BUILT_IN) {
                StreamDefinition stream = StreamDefinitions.builtIn(name);
                String table = "`%s`.`%s`"
                        .formatted(settings.database(), stream.clickhouse().table());
                if (!plan.isReplicated()) {
                    queries.execute(ddl(settings, stream, plan.hasPlainTables()));
                }
                setDeduplicationWindow(queries, table, plan);
                if (!plan.hasPlainTables()) {
                    disableMerges(queries, table);
                }
            }
        }
    }

    /** Applies the settings of the dropped table to the one that the job recreated. Its engine is the job's default. */
    public static void prepareRecreated(ClickHouseSettings settings, ChaosPlan plan, String name) throws SQLException {
        String table = "`%s`.`%s`".formatted(settings.database(), name);
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            disableMerges(queries, table);
            setDeduplicationWindow(queries, table, plan);
        }
    }

    private static void setDeduplicationWindow(ClickHouseJdbcSession queries, String table, ChaosPlan plan)
            throws SQLException {
        queries.execute("ALTER TABLE %s MODIFY SETTING %sreplicated_deduplication_window = %d"
                .formatted(table, plan.isReplicated() ? "" : "non_", plan.deduplicationWindow()));
    }

    private static String ddl(ClickHouseSettings settings, StreamDefinition stream, boolean plain) {
        String ddl = TableDdl.createTable(settings.database(), stream);
        if (!ddl.contains(ENGINE)) {
            throw new IllegalStateException("the DDL of the table does not contain its expected engine");
        }
        return plain ? ddl.replace(ENGINE, "ENGINE = MergeTree") : ddl;
    }

    /** Disables merges, which would collapse duplicates before they are counted, and raises the limits of parts accordingly. */
    private static void disableMerges(ClickHouseJdbcSession queries, String table) throws SQLException {
        queries.execute("ALTER TABLE " + table + " MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1,"
                + " max_bytes_to_merge_at_min_space_in_pool = 1, parts_to_delay_insert = 1000000,"
                + " parts_to_throw_insert = 1000000");
    }
}
