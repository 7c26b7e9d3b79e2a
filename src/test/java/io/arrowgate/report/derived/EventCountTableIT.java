package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.JobPreparation;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy.Canned;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import io.arrowgate.report.ReportTestBed;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.RecordedLog;
import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Checks counted events of raw records with several rows, also in tables of version 0.1.0, which had one row a record. */
@ResourceLock(RecordedLog.LOCK)
class EventCountTableIT {
    private static final String EVENTS = "SELECT _offset, _row, ins FROM {db}.gate_counts FINAL ORDER BY ALL";

    private final StreamDefinition gates;
    private final ReportTestBed bed;

    EventCountTableIT() throws Exception {
        gates = StreamDefinitions.read(new ByteArrayInputStream("""
                        name: gates
                        format: json
                        event-time: {column: at}
                        series-key: [gate]
                        columns:
                          - {name: gate, type: string, required: true}
                          - {name: at, type: timestamp, required: true}
                          - {name: ins, type: int32, required: true}
                          - {name: level, type: int32}
                        counters: {kind: increment, columns: [ins], table: gate_counts}
                        roll-ups:
                          - {table: gates_1h, width: 1 h}
                        """.getBytes(StandardCharsets.UTF_8)), "gates.yaml");
        bed = new ReportTestBed(List.of(gates));
    }

    @Test
    void eventsOfOneRecordSeriesAndTimeAreAllCounted() throws Exception {
        insert("7, 0, 3", "7, 1, 5");
        bed.refresh();
        assertThat(bed.query(EVENTS)).isEqualTo("7\t0\t3\n7\t1\t5");
        assertThat(bed.query("SELECT readings, ins FROM {db}.gates_1h FINAL")).isEqualTo("2\t8");

        insert("7, 1, 5", "8, 0, 1");
        bed.refresh();
        assertThat(bed.query(EVENTS)).as("an inserted duplicate").isEqualTo("7\t0\t3\n7\t1\t5\n8\t0\t1");
    }

    @Test
    void tableOfVersion010GetsTheRowColumnInItsKeyWithoutRecomputation() throws Exception {
        bed.recreateWithoutRowColumn("gate_counts");
        bed.query(
                "INSERT INTO {db}.gate_counts (gate, at, ins, _topic_id, _offset) VALUES ('g', '2024-05-01 12:00:00', 2, 'T', 6)");

        JobPreparation.clickHouse(bed.settings(), List.of(gates));
        insert("7, 0, 3", "7, 1, 5");
        bed.refresh();

        assertThat(bed.query("SELECT sorting_key FROM system.tables WHERE database = '{db}' AND name = 'gate_counts'"))
                .isEqualTo("gate, at, _topic_id, _partition, _offset, _row");
        assertThat(bed.query(EVENTS)).isEqualTo("6\t0\t2\n7\t0\t3\n7\t1\t5");
    }

    @Test
    void withoutTheRightToExtendTheKeyEventsOfOneRecordSeriesAndTimeAreCountedOnce() throws Exception {
        bed.recreateWithoutRowColumn("gate_counts");
        for (int start = 0; start < 2; start++) {
            try (RecordedLog log = new RecordedLog();
                    ResponseSubstitutingProxy proxy = new ResponseSubstitutingProxy(SharedStack.clickHouseUrl())
                            .answerStatementsWith("MODIFY ORDER BY", Canned.error(497, 403, "Not enough privileges"));
                    DerivedTableRefresh refresh =
                            new DerivedTableRefresh(bed.settings().clickHouse().withUrl(proxy.url()))) {
                refresh.createTables(gates);

                assertThat(log.lines(TableUpgrade.class))
                        .containsExactly(
                                ("Table %s.gate_counts: its sorting key lacks column _row, and the user may not add it:"
                                                + " rows of one raw record with the same series and time are merged into one. Set another"
                                                + " table in the definition, or DROP TABLE this one: the job recreates and recomputes it.")
                                        .formatted(bed.database));
            }
        }
        insert("7, 0, 3", "7, 1, 5", "8, 0, 1");
        bed.refresh();
        assertThat(bed.query("SELECT _offset, count() FROM {db}.gate_counts FINAL GROUP BY ALL ORDER BY ALL"))
                .isEqualTo("7\t1\n8\t1");

        bed.query("DROP TABLE {db}.gate_counts");
        JobPreparation.clickHouse(bed.settings(), List.of(gates));
        bed.refresh();

        assertThat(bed.query(EVENTS)).isEqualTo("7\t0\t3\n7\t1\t5\n8\t0\t1");
    }

    /** Covers a job whose user may not extend the sorting key of the stream's table. */
    @Test
    void rowsOfATableWithoutRowColumnAreTheFirstOfTheirRecords() throws Exception {
        bed.recreateWithoutRowColumn("gates");
        bed.query(
                "INSERT INTO {db}.gates (gate, at, ins, _topic_id, _partition, _offset, _ingested_at) VALUES"
                        + " ('g', '2024-05-01 12:00:00', 3, 'T', 0, 7, '2024-05-01'), ('g', '2024-05-01 12:00:00', 4, 'T', 0, 8, '2024-05-01')");

        bed.refresh();

        assertThat(bed.query(EVENTS)).isEqualTo("7\t0\t3\n8\t0\t4");
    }

    /** @param rows offset, position in the record and count */
    private void insert(String... rows) {
        for (String row : rows) {
            bed.query("INSERT INTO {db}.gates (gate, at, _topic_id, _partition, _ingested_at, _offset, _row, ins)"
                    + " VALUES ('g', '2024-05-01 12:00:00', 'T', 0, '2024-05-01', " + row + ")");
        }
    }
}
