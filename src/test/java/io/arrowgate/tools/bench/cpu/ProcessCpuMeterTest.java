package io.arrowgate.tools.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessCpuMeterTest {
    private static final long BURNT_MILLIS = 300;

    private static void burn() {
        var threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(BURNT_MILLIS);
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runningAndEndedThreadsAreInTheirGroups() throws InterruptedException {
        CountDownLatch burnt = new CountDownLatch(1);
        CountDownLatch sampled = new CountDownLatch(1);
        ProcessCpuMeter meter = new ProcessCpuMeter(ProcessHandle.current().pid());
        Thread ending = new Thread(
                () -> {
                    burn();
                    burnt.countDown();
                    awaitUninterrupted(sampled);
                },
                "insert into sensors: Writer (1/2)#0");
        ending.start();
        burnt.await();
        meter.sample();
        sampled.countDown();
        ending.join();
        burn();

        CpuUsage usage = meter.usage();

        assertThat(usage.seconds(CpuGroup.INSERT)).isCloseTo(0.3, within(0.1));
        assertThat(usage.seconds()).isGreaterThan(0.55);
        assertThat(usage.groups().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(usage.seconds(), within(0.05));
        assertThat(usage.withoutCompiler()).isLessThanOrEqualTo(usage.seconds());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
