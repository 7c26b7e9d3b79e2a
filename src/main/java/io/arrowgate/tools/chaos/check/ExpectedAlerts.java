package io.arrowgate.tools.chaos.check;

import io.arrowgate.alert.StandaloneSliceEvaluator;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates the rules of a stream on readings that come one series after the other, without Flink. Holds the state of few series, so that
 * the number of series does not matter. Absences are not evaluated: they depend on the clock.
 */
final class ExpectedAlerts implements SeriesReadings.Reader {
    private static final int MAX_READINGS = 1_000;
    /** A new evaluator compiles the rules, so one serves many series. */
    private static final int MAX_SERIES = 1_000;

    private static final String NO_TOPIC = "";

    private final StreamDefinition stream;
    private final Output output;
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private StandaloneSliceEvaluator evaluator;
    private int series;
    private String name;

    @SuppressWarnings("ArrayRecordComponent") // Readings are never compared.
    private record Reading(long timeMicros, int partition, long offset, int rowInRecord, double[] values) {}

    /** Receives the alerts. */
    @FunctionalInterface
    interface Output {
        void add(Alert alert) throws IOException, InterruptedException;
    }

    ExpectedAlerts(StreamDefinition stream, Output output) {
        this.stream = stream;
        this.output = output;
        evaluator = new StandaloneSliceEvaluator(stream);
    }

    @Override
    public void read(
            String nameOfReading, long timeMicros, int partition, long offset, int rowInRecord, double[] values)
            throws IOException, InterruptedException {
        if (name == null) {
            name = nameOfReading;
        } else if (!nameOfReading.equals(name)) {
            evaluate();
            if (!SeriesName.key(nameOfReading).equals(SeriesName.key(name)) && ++series % MAX_SERIES == 0) {
                evaluator = new StandaloneSliceEvaluator(stream);
            }
            name = nameOfReading;
        } else if (readings.size() == MAX_READINGS) {
            evaluate();
        }
        readings.add(new Reading(timeMicros, partition, offset, rowInRecord, values));
    }

    /** Evaluates the readings since the last call. */
    void evaluate() throws IOException, InterruptedException {
        if (readings.isEmpty()) {
            return;
        }
        evaluator.evaluate(slice(), 0, alerts::add);
        readings.clear();
        for (Alert alert : alerts) {
            output.add(alert);
        }
        alerts.clear();
    }

    private SeriesSlices slice() {
        int fields = stream.readingFields().size();
        return new SeriesSlices(
                0,
                0,
                NO_TOPIC,
                0,
                new String[] {name},
                new int[] {readings.size()},
                readings.stream().mapToLong(Reading::timeMicros).toArray(),
                readings.stream().mapToInt(Reading::partition).toArray(),
                readings.stream().mapToLong(Reading::offset).toArray(),
                readings.stream().mapToInt(Reading::rowInRecord).toArray(),
                IntStream.range(0, fields)
                        .mapToObj(field -> readings.stream()
                                .mapToDouble(reading -> reading.values()[field])
                                .toArray())
                        .toArray(double[][]::new));
    }
}
