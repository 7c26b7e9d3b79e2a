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

/** What the batch operator counts. Written by the task thread; gauges are read by threads of the metrics' reporters. */
final class BatchMetrics {
    /** One record of so many is timed: a clock is read in tens of nanoseconds, and a record decoded in a few hundred. */
    private static final int DECODE_SAMPLE = 1 << 10;

    private final MetricGroup group;
    private final Counter recordsRead;
    private final Counter bytesRead;
    private final Counter rows;
    private final Counter lateRows;
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

    /** Shows what an allocator has given away, at most since it was made, and may give. */
    void trackAllocator(BufferAllocator allocator) {
        group.gauge("arrowMemoryBytes", (Gauge<Long>) allocator::getAllocatedMemory);
        group.gauge("arrowMemoryPeakBytes", (Gauge<Long>) allocator::getPeakMemoryAllocation);
        group.gauge("arrowMemoryLimitBytes", (Gauge<Long>) allocator::getLimit);
    }

    /** Shows how many fields no column knew. */
    void watchUnknownFields(LongSupplier unknownFields) {
        group.gauge("unknownFields", (Gauge<Long>) unknownFields::getAsLong);
    }

    /**
     * A record is about to be decoded.
     *
     * @return whether that is to be timed
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

    /** A row with this event time was appended. */
    void row(int partition, long eventTimeMicros) {
        if (progress.recordAndCheckLate(partition, eventTimeMicros)) {
            lateRows.inc();
        }
    }

    /** An open batch was closed, and its rows encoded in this time. */
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

    void deadLetter(DeadLetterReason reason) {
        deadLetters.get(reason).inc();
    }

    private double lagMillis(LongSupplier nowMillis) {
        long newest = progress.newestMicros();
        return newest == EventTimeProgress.NONE ? Double.NaN : nowMillis.getAsLong() - newest / 1_000.0;
    }
}
