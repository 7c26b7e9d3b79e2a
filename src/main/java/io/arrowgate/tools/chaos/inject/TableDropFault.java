package io.arrowgate.tools.chaos.inject;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.stack.ChaosStack;
import io.arrowgate.tools.chaos.stack.ChaosTables;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Drops a stream's table while the job runs. The job must recreate it, log a warning, and keep running without a restart. */
final class TableDropFault {
    private static final Duration LIMIT = MachineSpeed.seconds(90);
    /** Short, because merges of the recreated table are enabled until it is found. */
    private static final long POLL_MILLIS = 20;

    private static final String WARNING = "was dropped while the job was running. The job recreated it";

    private final ChaosStack stack;
    private final ChaosPlan plan;
    private final String table;
    private final ClickHouseSettings settings;
    private final int restores;
    private final long warnings;

    private TableDropFault(ChaosStack stack, ChaosPlan plan, String table) throws IOException, InterruptedException {
        this.stack = stack;
        this.plan = plan;
        this.table = table;
        settings = stack.settings().clickHouse();
        restores = stack.job().restores();
        warnings = warnings();
    }

    /** Drops the table of a stream. */
    static TableDropFault drop(ChaosStack stack, ChaosPlan plan, String table)
            throws IOException, InterruptedException, SQLException {
        TableDropFault dropped = new TableDropFault(stack, plan, table);
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(dropped.settings)) {
            queries.execute("DROP TABLE `%s`.`%s`".formatted(dropped.settings.database(), table));
        }
        return dropped;
    }

    /** Waits until the job has recreated the table, and disables its merges. */
    void awaitRecreated(RecoveryCheck recoveryCheck) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        while (!exists()) {
            recoveryCheck.checkJob();
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "the job has not recreated the dropped table %s within %s; logs are in %s"
                                .formatted(table, LIMIT, stack.dir()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        ChaosTables.prepareRecreated(settings, plan, table);
        if (number("SELECT count() FROM system.parts WHERE database = '%s' AND table = '%s' AND level > 0") > 0) {
            throw new IllegalStateException(
                    "parts of the recreated table %s were merged before merges were disabled, so that duplicates in them"
                                    .formatted(table)
                            + " would not be counted; run it again");
        }
    }

    private boolean exists() throws SQLException {
        return number("SELECT count() FROM system.tables WHERE database = '%s' AND name = '%s'") > 0;
    }

    private long number(String query) throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            return queries.number(query.formatted(settings.database(), table));
        }
    }

    /** Throws if the job restarted or did not warn about the lost rows. */
    void check() throws IOException, InterruptedException {
        if (stack.job().restores() != restores) {
            throw new IllegalStateException("the dropped table %s made the job restart: %s"
                    .formatted(table, stack.job().failure()));
        }
        if (warnings() <= warnings) {
            throw new IllegalStateException(
                    "no TaskManager warned that table %s %s; logs are in %s".formatted(table, WARNING, stack.dir()));
        }
    }

    private long warnings() throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(stack.dir().resolve("cluster/logs"))) {
            logs = files.toList();
        }
        long count = 0;
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log)) {
                count += lines.filter(line -> line.contains(table + " " + WARNING))
                        .count();
            }
        }
        return count;
    }
}
