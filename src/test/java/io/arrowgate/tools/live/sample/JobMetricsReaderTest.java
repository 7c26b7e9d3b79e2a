package io.arrowgate.tools.live.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.live.sample.JobMetricsReader.OperatorMetric;
import org.junit.jupiter.api.Test;

class JobMetricsReaderTest {
    @Test
    void streamMetricsHaveTheStreamOfTheirGroup() {
        String id = "batch_sensors.arrowgate.stream.sensors.rows";
        assertThat(OperatorMetric.of(id)).contains(new OperatorMetric(id, "sensors", JobCounters.ROWS));
    }

    @Test
    void deadLettersOfAllReasonsAreMatched() {
        String id = "batch_sensors.arrowgate.stream.sensors.reason.bad_value.deadLetters";
        assertThat(OperatorMetric.of(id)).contains(new OperatorMetric(id, "sensors", JobCounters.DEAD_LETTERS));
    }

    @Test
    void pendingBatchesAndInsertsHaveTheStreamOfTheirGroup() {
        String pending = "insert_into_sensors__Writer.arrowgate.stream.sensors.pendingBatches";
        assertThat(OperatorMetric.of(pending)).contains(new OperatorMetric(pending, "sensors", JobCounters.PENDING));
        String inFlight = "insert_into_sensors__Committer.arrowgate.stream.sensors.inFlightInserts";
        assertThat(OperatorMetric.of(inFlight))
                .contains(new OperatorMetric(inFlight, "sensors", JobCounters.IN_FLIGHT));
    }

    @Test
    void lagBelongsToTheSourceOfTheTask() {
        String id = "Source__read_sensors.pendingRecords";
        assertThat(OperatorMetric.of(id)).contains(new OperatorMetric(id, null, JobCounters.LAG));
    }

    @Test
    void reportLagBelongsToNoStream() {
        String id = "refresh_reports.arrowgate.reportLagSeconds";
        assertThat(OperatorMetric.of(id))
                .contains(new OperatorMetric(id, JobCounters.ALL_STREAMS, JobCounters.REPORT_LAG));
    }

    @Test
    void otherMetricsAreIgnored() {
        assertThat(OperatorMetric.of("batch_sensors.arrowgate.stream.sensors.cause.age.batchesClosed"))
                .isEmpty();
        assertThat(OperatorMetric.of("batch_sensors.arrowgate.stream.sensors.rowsLate"))
                .isEmpty();
        assertThat(OperatorMetric.of("batch_sensors.numRecordsIn")).isEmpty();
    }
}
