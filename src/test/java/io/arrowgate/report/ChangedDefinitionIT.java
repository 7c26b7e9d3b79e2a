package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.JobPreparation;
import io.arrowgate.clickhouse.client.TableMismatchException;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks derived tables after changes of the stream's definition. */
class ChangedDefinitionIT {
    private static final String WINDOWS =
            "SELECT window_start, readings, temperature_count, temperature_max FROM {db}.%s FINAL ORDER BY window_start";

    @Test
    void onlyNewWindowsHaveReadingsOfAnAddedColumn() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        bed.row("'d', '2024-01-05 12:00:01', 1", "'2024-01-05 12:00:02'");
        bed.insert("sensors", "device, ts, cpu_used");
        bed.refresh();

        StreamDefinition changed = ChangedStreams.builtInWith("sensors", "{name: temperature, type: float64}");
        JobPreparation.clickHouse(bed.settings(), List.of(changed));
        bed.row("'d', '2024-01-05 13:00:01', 2, 21.5", "'2024-01-05 13:00:02'");
        bed.insert("sensors", "device, ts, cpu_used, temperature");
        refresh(bed, changed);

        assertThat(ReportTestBed.lines(bed.query(WINDOWS.formatted("sensors_1h"))))
                .containsExactly("2024-01-05 12:00:00 1 0 \\N", "2024-01-05 13:00:00 1 1 21.5");
        assertThat(ReportTestBed.lines(bed.query(WINDOWS.formatted("sensors_1m"))))
                .containsExactly("2024-01-05 12:00:00 1 0 \\N", "2024-01-05 13:00:00 1 1 21.5");
    }

    /** Covers a column that the stream's table already had: old windows get its values too. */
    @Test
    void windowsAreRecomputedForAColumnThatTheirSourceHad() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        bed.row("'d', '2024-01-05 12:00:01', 1", "'2024-01-05 12:00:02'");
        bed.insert("sensors", "device, ts, cpu_used");
        bed.refresh();
        bed.query("ALTER TABLE {db}.sensors_1h DROP COLUMN cpu_used_max");
        bed.query("DROP TABLE {db}.sensors_1m");

        JobPreparation.clickHouse(bed.settings(), List.of(StreamDefinitions.builtIn("sensors")));
        bed.refresh();

        assertThat(bed.query("SELECT cpu_used_max FROM {db}.sensors_1h FINAL")).isEqualTo("1");
        assertThat(bed.query("SELECT cpu_used_max FROM {db}.sensors_1m FINAL")).isEqualTo("1");
    }

    @Test
    void windowsOfDifferentGroupsAreRejected() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        StreamDefinition changed = ChangedStreams.withRollUp(
                ChangedStreams.builtInWith("sensors", "{name: site, type: string}"),
                new RollupDefinition("sensors_1h", Duration.ofHours(1), List.of("device", "site"), null));
        assertThatThrownBy(() -> JobPreparation.clickHouse(bed.settings(), List.of(changed)))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining("sensors_1h is ordered by [device, window_start]")
                .hasMessageContaining("needs [device, window_start, site]")
                .hasMessageContaining("DROP TABLE");
    }

    @Test
    void windowsOfDifferentWidthAreRejected() throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        StreamDefinition changed = ChangedStreams.withRollUp(
                StreamDefinitions.builtIn("sensors"),
                new RollupDefinition("sensors_1h", Duration.ofHours(2), List.of("device"), null));
        assertThatThrownBy(() -> JobPreparation.clickHouse(bed.settings(), List.of(changed)))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining(
                        "sensors_1h, column window_start: its comment says 3600 s, but the definition needs 7200 s");
    }

    private static void refresh(ReportTestBed bed, StreamDefinition stream) throws Exception {
        try (DerivedTableRefresh refresh =
                new DerivedTableRefresh(bed.settings().clickHouse())) {
            refresh.refresh(stream, (table, portion, portions, rows) -> {});
        }
    }
}
