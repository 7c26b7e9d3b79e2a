package io.arrowgate.batch;

import io.arrowgate.ingest.DeadLetterReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the batch operator counts, in the group {@code arrowgate}. */
final class BatchMetrics {
    private final Counter rows;
    private final Counter batches;
    private final Counter encodedBytes;
    private final Map<CloseCause, Counter> closed = new EnumMap<>(CloseCause.class);
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);

    BatchMetrics(MetricGroup operator, String stream) {
        MetricGroup group = operator.addGroup("arrowgate").addGroup("stream", stream);
        rows = group.counter("rows");
        batches = group.counter("batches");
        encodedBytes = group.counter("encodedBytes");
        for (CloseCause cause : CloseCause.values()) {
            closed.put(cause, group.addGroup("cause", label(cause)).counter("batchesClosed"));
        }
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.put(reason, group.addGroup("reason", label(reason)).counter("deadLetters"));
        }
    }

    void batch(MicroBatch batch) {
        rows.inc(batch.rows());
        batches.inc();
        encodedBytes.inc(batch.bytes().length);
    }

    void closed(CloseCause cause) {
        closed.get(cause).inc();
    }

    void deadLetter(DeadLetterReason reason) {
        deadLetters.get(reason).inc();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
