package io.arrowgate.tools.bench;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Measures the anomaly detector on a series with a daily season and heavy tails. Scores are per reading. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnomalyDetectorBenchmarks {
    private static final int READINGS = 8_064;
    private static final int DAY = 288;
    private static final long STEP_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final double[] values = new double[READINGS];

    @Setup
    public void open() {
        Random random = new Random(1);
        for (int i = 0; i < READINGS; i++) {
            double normal = random.nextGaussian();
            values[i] = 20 * Math.sin(2 * Math.PI * i / DAY) + normal * normal * normal;
        }
    }

    @Benchmark
    @OperationsPerInvocation(READINGS)
    public void score(Blackhole scores) {
        AnomalyDetector detector = new AnomalyDetector();
        for (int i = 0; i < READINGS; i++) {
            scores.consume(detector.score(i * STEP_MICROS, values[i]));
        }
    }
}
