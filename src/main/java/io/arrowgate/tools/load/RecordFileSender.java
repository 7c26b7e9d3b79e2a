package io.arrowgate.tools.load;

import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.LimitedSource;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Sends all records of a source, optionally at a limited rate. */
public final class RecordFileSender {
    private final RecordSource source;
    private final RecordProducer producer;
    private final RateLimiter limiter;
    private final ProgressDisplay progressDisplay;

    /**
     * @param limiter null for unlimited
     * @param progressDisplay shows the progress
     */
    public RecordFileSender(
            RecordSource source, RecordProducer producer, RateLimiter limiter, ProgressDisplay progressDisplay) {
        this.source = source;
        this.producer = producer;
        this.limiter = limiter;
        this.progressDisplay = progressDisplay;
    }

    /** Reports the records that the broker acknowledged. */
    public record Result(long records, Duration took) {
        /** Describes the result, for example {@code sent 250,816 records to turnstiles in 3.1 s (80,900/s)}. */
        public String describe(String topic) {
            double seconds = Math.max(1, took.toMillis()) / 1e3;
            // More than three digits would be noise in a single run.
            double perSecond = records / seconds;
            double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, perSecond))) - 2));
            return "sent %,d records to %s in %.1f s (%,d/s)"
                    .formatted(records, topic, seconds, Math.round(perSecond / unit) * (long) unit);
        }
    }

    /**
     * Sends until the end of the source.
     *
     * @param stopped ends the run early, after all sent records are acknowledged
     */
    public Result run(BooleanSupplier stopped) throws IOException {
        long startNanos = System.nanoTime();
        long sent = 0;
        while (true) {
            if (limiter != null) {
                limiter.acquire(stopped);
            }
            KeyedRecord record = stopped.getAsBoolean() ? null : source.next();
            if (record == null) {
                break;
            }
            producer.send(record);
            sent++;
            if (progressDisplay.isDue()) {
                progressDisplay.update(position(sent), sent);
            }
        }
        producer.flush();
        progressDisplay.update(position(sent), sent);
        return new Result(producer.acknowledged(), Duration.ofNanos(System.nanoTime() - startNanos));
    }

    /** Returns the final position of the progress display, in bytes of a file or in records; -1 if unknown. */
    public static long total(RecordSource source) throws IOException {
        if (source instanceof RecordFile file) {
            return file.sizeBytes();
        }
        return source instanceof LimitedSource limited ? limited.records() : -1;
    }

    private long position(long sent) throws IOException {
        return source instanceof RecordFile file ? file.readBytes() : sent;
    }
}
