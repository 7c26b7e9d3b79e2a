package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Clock;
import java.util.regex.Pattern;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;

/** Samples CPU and memory usage of this machine, like a device agent, once per {@link #next}. */
public final class MachineSensor implements RecordSource {
    private static final int HUNDRED_PERCENT = 100_00;
    private static final Pattern NEEDS_ESCAPING = Pattern.compile("[^A-Za-z0-9._-]");

    private final SensorJsonWriter json = new SensorJsonWriter();
    private final Clock clock;
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final byte[] device;
    /** Initially zero, so that the first reading is the load since the machine was started. */
    private long[] ticks = new long[TickType.values().length];

    /** @param clock of the readings' event time */
    public MachineSensor(Clock clock) {
        this.clock = clock;
        SystemInfo system = new SystemInfo();
        processor = system.getHardware().getProcessor();
        memory = system.getHardware().getMemory();
        String host = system.getOperatingSystem().getNetworkParams().getHostName();
        device = NEEDS_ESCAPING.matcher(host).replaceAll("-").getBytes(UTF_8);
    }

    @Override
    public KeyedRecord next() {
        long startNanos = System.nanoTime();
        int cpuUsed = hundredths(processor.getSystemCpuLoadBetweenTicks(ticks));
        ticks = processor.getSystemCpuLoadTicks();
        int memoryUsed = hundredths(1.0 - (double) memory.getAvailable() / memory.getTotal());
        int elapsedMillis = (int) ((System.nanoTime() - startNanos) / 1_000_000);
        byte[] value = json.write(device, clock.millis(), cpuUsed, memoryUsed, elapsedMillis);
        return new KeyedRecord(device.clone(), value);
    }

    private static int hundredths(double share) {
        return (int) Math.round(Math.max(0, Math.min(1, share)) * HUNDRED_PERCENT);
    }
}
