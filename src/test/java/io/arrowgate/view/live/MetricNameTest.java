package io.arrowgate.view.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricNameTest {
    @Test
    void numbersOfAStreamAreThoseOfItsGroup() {
        String id = "batch_sensors.arrowgate.stream.sensors.rows";
        assertThat(MetricName.of(id)).contains(new MetricName(id, "sensors", JobNumbers.ROWS));
    }

    @Test
    void deadLettersOfEachReasonAreDeadLetters() {
        String id = "batch_sensors.arrowgate.stream.sensors.reason.bad_value.deadLetters";
        assertThat(MetricName.of(id)).contains(new MetricName(id, "sensors", JobNumbers.DEAD_LETTERS));
    }

    @Test
    void lagIsThatOfTheTasksSource() {
        String id = "Source__read_sensors.pendingRecords";
        assertThat(MetricName.of(id)).contains(new MetricName(id, null, JobNumbers.LAG));
    }

    @Test
    void otherMetricsAreNotShown() {
        assertThat(MetricName.of("batch_sensors.arrowgate.stream.sensors.cause.age.batchesClosed"))
                .isEmpty();
        assertThat(MetricName.of("batch_sensors.arrowgate.stream.sensors.rowsLate"))
                .isEmpty();
        assertThat(MetricName.of("batch_sensors.numRecordsIn")).isEmpty();
    }
}
