package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.JobPreparation;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.TestAwait;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tests on the engine that the users of the compose file's ClickHouse have the rights that the job and Grafana need, and no
 * others.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(2) // takes long: it begins early
class ClickHouseRightsIT {
    private static final Path DIR = SharedStack.freshDir("compose-engine");
    private static final String DENIED = "ACCESS_DENIED";

    @Test
    @Order(1)
    void writerHasAllRightsThatTheJobNeeds() throws Exception {
        try (ComposeEngine engine = ComposeEngine.startAs("writer", DIR);
                JobTestBed bed = new JobTestBed("sensors", "turnstiles")) {
            bed.onEngine(engine.url())
                    .with("clickhouse.database", "arrowgate")
                    .with("alerts.enabled", "true")
                    .with("reports.enabled", "true")
                    .with("reports.refresh-interval", "200 ms");
            JobSettings settings = bed.settings();
            // A table that lacks columns, and views of an older version.
            engine.query("CREATE DATABASE arrowgate");
            engine.query("CREATE TABLE arrowgate.sensors (device String, ts DateTime64(6, 'UTC'), _topic_id String,"
                    + " _partition Int32, _offset Int64) ENGINE = ReplacingMergeTree"
                    + " ORDER BY (device, ts, _topic_id, _partition, _offset)");
            JobPreparation.clickHouse(settings, StreamDefinitions.named(settings.streams(), settings.streamsPath()));
            engine.query("INSERT INTO arrowgate.schema_migrations"
                    + " SELECT name, 'older', now64(6) FROM arrowgate.schema_migrations");

            runJob(bed, engine);

            assertThat(engine.query("SELECT DISTINCT storage_policy FROM system.tables"
                            + " WHERE database = 'arrowgate' AND engine LIKE '%MergeTree'"))
                    .isEqualTo("tiered");
            assertThat(engine.query("SELECT count() FROM arrowgate.schema_migrations FINAL WHERE checksum = 'older'"))
                    .isEqualTo("0");
            for (String statement : List.of(
                    "DROP TABLE arrowgate.sensors",
                    "ALTER TABLE arrowgate.sensors DELETE WHERE 1",
                    "TRUNCATE TABLE arrowgate.sensors",
                    "CREATE DATABASE another",
                    "CREATE USER another")) {
                assertDenied(engine, statement);
            }
        }
    }

    private static void runJob(JobTestBed bed, ComposeEngine engine) throws Exception {
        try (LocalJob job = LocalJob.start(bed.settings(), 0)) {
            bed.send(bed.topic("sensors"), List.of(reading(0, 99), reading(11, 99), "no reading"));
            bed.send(bed.topic("turnstiles"), List.of(audit(0, 100), audit(4, 130)));
            await(engine, "rows", "SELECT count() FROM arrowgate.sensors", "2");
            await(engine, "an alert", "SELECT count() FROM arrowgate.alerts WHERE rule = 'cpu-high'", "1");
            await(engine, "a dead letter", "SELECT count() FROM arrowgate.dead_letters", "1");
            await(engine, "minutes", "SELECT sum(readings) FROM arrowgate.sensors_1m FINAL", "2");
            await(
                    engine,
                    "increments",
                    "SELECT sum(ENTRIES_increment) FROM arrowgate.turnstile_increments FINAL",
                    "30");
            assertThat(job.hasEnded()).isFalse();
        }
    }

    private static void await(ComposeEngine engine, String what, String query, String answer) throws Exception {
        TestAwait.await(what)
                .untilAsserted(() -> assertThat(engine.query(query)).isEqualTo(answer));
    }

    private static String reading(int second, int cpuUsed) {
        return "{\"device\":\"hot\",\"ts\":\"2024-05-01T12:00:%02d.5Z\",\"cpu_used\":%d}".formatted(second, cpuUsed);
    }

    private static String audit(int hour, int entries) {
        return "A002,R051,02-00-00,59 ST,NQR456W,BMT,05/01/2024,%02d:00:00,REGULAR,%d,1".formatted(hour, entries);
    }

    @Test
    @Order(2)
    void reporterCanReadEverythingAndChangeNothing() throws Exception {
        try (ComposeEngine engine = ComposeEngine.startAs("reporter", DIR)) {
            List<String> names = engine.query("SELECT name FROM system.tables WHERE database = 'arrowgate'"
                            + " AND NOT match(create_table_query, '\\\\{\\\\w+:')")
                    .lines()
                    .toList();
            assertThat(names).contains("sensors", "alerts", "freshness", "rpt_turnstile");
            for (String name : names) {
                engine.query("SELECT * FROM arrowgate.`%s` LIMIT 1 SETTINGS max_execution_time = 30".formatted(name));
            }
            assertThat(engine.query("SELECT count() FROM arrowgate.busiest_stations"
                            + "(from = '2024-05-01', to = '2024-05-02', station = '%')"))
                    .isEqualTo("1");
            assertThat(engine.query("SELECT sum(rows) FROM system.parts WHERE active AND table = 'sensors'"))
                    .isEqualTo("2");
            for (String statement : List.of(
                    "INSERT INTO arrowgate.sensors (device) VALUES ('x')",
                    "CREATE TABLE arrowgate.mine (a Int8) ENGINE = Memory",
                    "DROP TABLE arrowgate.sensors",
                    "CREATE USER another")) {
                assertDenied(engine, statement);
            }
        }
    }

    private static void assertDenied(ComposeEngine engine, String statement) {
        assertThatThrownBy(() -> engine.query(statement)).as(statement).hasMessageContaining(DENIED);
    }
}
