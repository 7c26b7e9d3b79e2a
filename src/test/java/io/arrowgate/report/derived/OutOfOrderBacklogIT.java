package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.report.ReportTestBed;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refreshes the tables of eight weeks of turnstile audits that were inserted in random order. */
class OutOfOrderBacklogIT {
    private static final StreamDefinition TURNSTILES = StreamDefinitions.builtIn("turnstiles");
    /** Enough for two portions: the first has the newest 47 days. */
    private static final int SERIES = 180;

    private static final long PORTION_ROWS = 50_000;

    private static final long ROWS = SERIES * 336L;
    private static final long ROWS_OF_OLDEST_DAYS = SERIES * 6L * (56 - 47);
    private static final String INCREMENTS = "turnstile_increments";

    /** Both tests have the same audits, whose rows are computed at once only once. */
    private static List<String> rebuilt;

    private final ReportTestBed bed;

    OutOfOrderBacklogIT() throws Exception {
        bed = new ReportTestBed("turnstiles");
    }

    private DerivedTableRefresh refresh() throws SQLException {
        return new DerivedTableRefresh(bed.settings().clickHouse(), PORTION_ROWS);
    }

    /** Inserts one of two random halves of the audits; each has audits of all days. */
    private void insertHalf(int half) {
        bed.query("""
                INSERT INTO %s (CA, UNIT, SCP, STATION, event_time, DATE, TIME, DESC, ENTRIES, EXITS,
                    _topic_id, _partition, _offset, _ingested_at)
                SELECT 'A', 'R', toString(turnstile), 'STATION', time, toDate32(time), '', 'REGULAR', entries, 2 * entries,
                    'topic', 0, number, time
                FROM (
                    SELECT number, number %% %d AS turnstile, intDiv(number, %d) AS audit,
                        toDateTime64('2024-01-01 00:00:00', 6, 'UTC') + audit * 14400 AS time,
                        if(turnstile %% 50 = 0, -1, 1) * (audit * 300 + intHash32(number) %% 300)
                            + if(turnstile %% 7 = 0 AND audit > 100, 5000000, 0) AS entries
                    FROM numbers(%d))
                WHERE cityHash64(number) %% 2 = %d""".formatted(bed.table("turnstiles"), SERIES, SERIES, ROWS, half));
    }

    private String rows(String table) {
        return bed.query("SELECT count(), sum(cityHash64(* EXCEPT (_version, _deleted))) FROM %s FINAL"
                .formatted(bed.table(table)));
    }

    private String oldestIncrement() {
        return bed.query("SELECT toDate(min(event_time)) FROM " + bed.table(INCREMENTS));
    }

    @Test
    void newestPortionsAreVisibleFirstAndSurviveFailure() throws Exception {
        insertHalf(0);
        insertHalf(1);
        List<String> oldest = new ArrayList<>();
        try (DerivedTableRefresh refresh = refresh()) {
            assertThatThrownBy(() -> refresh.refresh(TURNSTILES, (table, portion, portions, rows) -> {
                        assertThat(table).isEqualTo(INCREMENTS);
                        assertThat(rows).isEqualTo(ROWS);
                        if (portion == 1) {
                            oldest.add(oldestIncrement());
                            throw new IllegalStateException("stopped after a portion");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(oldest).as("the newest days").containsExactly("2024-01-10");

        List<String> portions = new ArrayList<>();
        try (DerivedTableRefresh refresh = refresh()) {
            refresh.refresh(TURNSTILES, (table, portion, count, rows) -> portions.add(table + " " + rows));
        }
        assertThat(portions)
                .as("rows of processed portions are not new")
                .contains(INCREMENTS + " " + ROWS_OF_OLDEST_DAYS);
        assertThat(oldestIncrement()).isEqualTo("2024-01-01");
        assertEqualToRebuild();
    }

    @Test
    void backlogIsExactWithinPausesOfTheSchedule() throws Exception {
        long[] now = {0};
        RefreshSchedule schedule = new RefreshSchedule(() -> now[0]);
        try (DerivedTableRefresh refresh = refresh()) {
            DerivedTableRefresh.Listener slow = (table, portion, portions, rows) -> {
                if (table.equals(INCREMENTS)) {
                    now[0] += Duration.ofMinutes(2).toNanos();
                }
            };
            insertHalf(0);
            assertThat(refresh.refresh(List.of(TURNSTILES), schedule, slow)).isTrue();
            long processed = Long.parseLong(bed.query("SELECT count() FROM " + bed.table("turnstiles")));
            insertHalf(1);
            assertThat(refresh.refresh(List.of(TURNSTILES), schedule, slow)).isFalse();
            assertThat(schedule.pendingRows()).isEqualTo(ROWS - processed);

            now[0] += RefreshSchedule.PauseLimits.DEFAULT.greatest().toNanos();
            assertThat(refresh.refresh(List.of(TURNSTILES), schedule, slow)).isTrue();
            assertThat(schedule.pendingRows()).isZero();
            assertThat(refresh.refresh(List.of(TURNSTILES), schedule, slow))
                    .as("nothing was inserted")
                    .isFalse();
            assertThat(schedule.lagSeconds()).isZero();
        }
        assertEqualToRebuild();
    }

    private void assertEqualToRebuild() throws Exception {
        List<String> refreshed = List.of(rows(INCREMENTS), rows("turnstile_5m"));
        assertThat(refreshed.get(0)).startsWith(ROWS + "\t");
        if (rebuilt == null) {
            bed.query("TRUNCATE TABLE " + bed.table(INCREMENTS));
            bed.query("TRUNCATE TABLE " + bed.table("turnstile_5m"));
            bed.rebuild();
            rebuilt = List.of(rows(INCREMENTS), rows("turnstile_5m"));
        }
        assertThat(refreshed).isEqualTo(rebuilt);
    }
}
