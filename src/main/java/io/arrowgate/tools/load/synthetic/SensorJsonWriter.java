package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Writes readings in the format of the device agents of the stream {@code sensors}. */
final class SensorJsonWriter {
    private static final int HUNDRED_PERCENT = 100_00;

    private static final byte[] DEVICE = "{\"device\":\"".getBytes(US_ASCII);
    private static final byte[] TS = "\",\"ts\":\"".getBytes(US_ASCII);
    private static final byte[] CPU_USED = "\",\"cpu_used\":".getBytes(US_ASCII);
    private static final byte[] CPU_FREE = ",\"cpu_free\":".getBytes(US_ASCII);
    private static final byte[] MEMORY_USED = ",\"memory_used\":".getBytes(US_ASCII);
    private static final byte[] MEMORY_FREE = ",\"memory_free\":".getBytes(US_ASCII);
    private static final byte[] RUN_ELAPSED_MS = ",\"run_elapsed_ms\":".getBytes(US_ASCII);
    private static final byte[] END = "}".getBytes(US_ASCII);

    private final AsciiWriter writer = new AsciiWriter();

    /**
     * Writes one reading as a JSON object.
     *
     * @param device its name, which needs no escaping
     * @param epochMillis event time
     * @param cpuUsed in hundredths of a percent
     * @param memoryUsed in hundredths of a percent
     * @param elapsedMillis duration of the measurement
     */
    byte[] write(byte[] device, long epochMillis, int cpuUsed, int memoryUsed, int elapsedMillis) {
        return writer.text(DEVICE)
                .text(device)
                .text(TS)
                .isoTime(epochMillis)
                .text(CPU_USED)
                .hundredths(cpuUsed)
                .text(CPU_FREE)
                .hundredths(HUNDRED_PERCENT - cpuUsed)
                .text(MEMORY_USED)
                .hundredths(memoryUsed)
                .text(MEMORY_FREE)
                .hundredths(HUNDRED_PERCENT - memoryUsed)
                .text(RUN_ELAPSED_MS)
                .number(elapsedMillis)
                .text(END)
                .take();
    }
}
