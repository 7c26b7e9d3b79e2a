package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.JobPreparation;
import io.arrowgate.report.ViewMigrations.Outcome;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Checks migrations for first, interrupted, concurrent and changed starts of jobs. */
class ViewMigrationsIT {
    private static final List<StreamDefinition> BOTH =
            StreamDefinitions.BUILT_IN.stream().map(StreamDefinitions::builtIn).toList();

    @Test
    void unchangedFilesAreSkippedAndChangedFilesAreReapplied() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors", "turnstiles");
        assertThat(prepare(bed, BOTH)).isNotEmpty().allSatisfy((file, outcome) -> assertThat(outcome)
                .isEqualTo(Outcome.UNCHANGED));

        bed.query("INSERT INTO {db}.schema_migrations VALUES ('040_device_reports', 'another', now64(6))");
        bed.query("CREATE OR REPLACE VIEW {db}.device_hours AS SELECT 'of an earlier version' AS x");
        assertThat(prepare(bed, BOTH)).containsEntry("040_device_reports", Outcome.APPLIED);
        bed.row("'a', '2024-01-05 10:00:00', 7", "'2024-01-05 10:00:00'");
        bed.insert("sensors", "device, ts, cpu_used");
        bed.refresh();
        assertThat(bed.query("SELECT cpu_p95 FROM {db}.device_hours(from='2024-01-01', to='2024-02-01', device='%')"))
                .isEqualTo("7");
    }

    @Test
    void interruptedFileIsAppliedAgain() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors", "turnstiles");
        bed.query("TRUNCATE TABLE {db}.schema_migrations");
        bed.query("DROP VIEW {db}.station_weekdays");
        assertThat(prepare(bed, BOTH))
                .allSatisfy((file, outcome) -> assertThat(outcome).isEqualTo(Outcome.APPLIED));
        assertThat(bed.query("EXISTS {db}.station_weekdays")).isEqualTo("1");
    }

    @Test
    void viewsAreCreatedOnlyOnceTheirStreamExists() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        assertThat(bed.query("EXISTS {db}.busiest_stations")).isEqualTo("0");
        assertThat(bed.query("EXISTS {db}.device_health")).isEqualTo("1");
        assertThat(prepare(bed, BOTH)).containsEntry("030_station_reports", Outcome.APPLIED);
    }

    @Test
    void concurrentStartsOfFourJobsCreateTheSameViews() throws Exception {
        ReportTestBed bed = new ReportTestBed();
        ExecutorService jobs = Executors.newFixedThreadPool(4);
        List<Future<Map<String, Outcome>>> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(jobs.submit(() -> prepare(bed, BOTH)));
        }
        for (Future<Map<String, Outcome>> job : started) {
            assertThat(job.get()).doesNotContainValue(Outcome.NOT_NEEDED);
        }
        jobs.shutdown();
        assertThat(prepare(bed, BOTH))
                .allSatisfy((file, outcome) -> assertThat(outcome).isEqualTo(Outcome.UNCHANGED));
    }

    @Test
    void rowsFromBeforeTheReportsAreProcessed() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        bed.query("DROP TABLE {db}.sensors_1m");
        bed.query("TRUNCATE TABLE {db}.derived_progress");
        bed.row("'a', '2024-01-05 10:00:00', 7", "'2024-01-05 10:00:00'");
        bed.insert("sensors", "device, ts, cpu_used");
        prepare(bed, List.of(StreamDefinitions.builtIn("sensors")));
        bed.refresh();
        assertThat(bed.query("SELECT device, cpu_used_max FROM {db}.sensors_1m FINAL"))
                .isEqualTo("a\t7");
    }

    private static Map<String, Outcome> prepare(ReportTestBed bed, List<StreamDefinition> streams) throws Exception {
        return JobPreparation.clickHouse(bed.settings(), streams);
    }
}
