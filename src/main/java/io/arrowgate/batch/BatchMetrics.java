package io.arrowgate.batch;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.JobMetricGroups;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.source.RawRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Counts the work of the batch operator. The task thread writes; reporter threads read the gauges. */
final class BatchMetrics {
    /** Samples one record of this many: reading the clock takes tens of nanoseconds, decoding a record a few hundred. */
    private static final int DECODE_SAMPLE = 1 << 10;

    private final MetricGroup group;
    private final Counter recordsRead;
    private final Counter bytesRead;
    private final Counter rows;
    private final Counter lateRows;
    private final Counter tombstonesSkipped;
    private final Counter batches;
    private final Counter encodedBytes;
    private final Histogram decodeNanos;
    private final Histogram encodeMicros;
    private final Map<CloseCause, Counter> closed = new EnumMap<>(CloseCause.class);
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final EventTimeProgress progress = new EventTimeProgress();
    private volatile double bytesPerRow = Double.NaN;

    BatchMetrics(MetricGroup operator, String stream, LongSupplier nowMillis) {
        group = JobMetricGroups.group(operator, stream);
        recordsRead = group.counter("recordsRead");
        bytesRead = group.counter("bytesRead");
        rows = group.counter("rows");
        lateRows = group.counter("lateRows");
        tombstonesSkipped = group.counter("tombstonesSkipped");
        batches = group.counter("batches");
        encodedBytes = group.counter("encodedBytes");
        decodeNanos = JobMetricGroups.histogram(group, "decodeNanos");
        encodeMicros = JobMetricGroups.histogram(group, "encodeMicros");
        group.gauge("bytesPerRow", (Gauge<Double>) () -> bytesPerRow);
        group.gauge("eventTimeLagMillis", (Gauge<Double>) () -> lagMillis(nowMillis));
        for (CloseCause cause : CloseCause.values()) {
            closed.put(cause, group.addGroup("cause", cause.label()).counter("batchesClosed"));
        }
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.put(reason, group.addGroup("reason", reason.label()).counter("deadLetters"));
        }
    }

    /** Registers the gauges of an allocator: allocated bytes, their peak, and the limit. */
    void trackAllocator(BufferAllocator allocator) {
        group.gauge("arrowMemoryBytes", (Gauge<Long>) allocator::getAllocatedMemory);
        group.gauge("arrowMemoryPeakBytes", (Gauge<Long>) allocator::getPeakMemoryAllocation);
        group.gauge("arrowMemoryLimitBytes", (Gauge<Long>) allocator::getLimit);
    }

    /** Registers the gauge of fields that no column uses. */
    void watchUnknownFields(LongSupplier unknownFields) {
        group.gauge("unknownFields", (Gauge<Long>) unknownFields::getAsLong);
    }

    /** Registers the gauge of a column's bad values that became null. */
    void watchBadValues(String column, LongSupplier badValues) {
        group.addGroup("column", column).gauge("badValues", (Gauge<Long>) badValues::getAsLong);
    }

    /**
     * Counts a record before it is decoded.
     *
     * @return true if its decoding time is to be measured
     */
    boolean read(RawRecord record) {
        recordsRead.inc();
        byte[] value = record.value();
        bytesRead.inc(value == null ? 0 : value.length);
        return (recordsRead.getCount() & (DECODE_SAMPLE - 1)) == 0;
    }

    void decoded(long nanos) {
        decodeNanos.update(nanos);
    }

    /** Counts an appended row with this event time. */
    void row(int partition, long eventTimeMicros) {
        if (progress.recordAndCheckLate(partition, eventTimeMicros)) {
            lateRows.inc();
        }
    }

    /** Counts a closed batch and the time of its encoding. */
    void closed(CloseCause cause, long encodeNanos) {
        closed.get(cause).inc();
        encodeMicros.update(TimeUnit.NANOSECONDS.toMicros(encodeNanos));
    }

    void batch(MicroBatch batch) {
        rows.inc(batch.rows());
        batches.inc();
        encodedBytes.inc(batch.bytes().length);
        bytesPerRow = (double) batch.bytes().length / batch.rows();
    }

    void tombstoneSkipped() {
        tombstonesSkipped.inc();
    }

    void deadLetter(DeadLetterReason reason) {
        deadLetters.get(reason).inc();
    }

    private double lagMillis(LongSupplier nowMillis) {
        long newest = progress.newestMicros();
        return newest == EventTimeProgress.NONE ? Double.NaN : nowMillis.getAsLong() - newest / 1_000.0;
    }
}
