package io.arrowgate.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Sends all records of a source, at a rate if one is given. */
final class ProduceRun {
    private final RecordSource source;
    private final RecordProducer producer;
    private final RateLimiter limiter;
    private final Progress progress;

    /**
     * @param limiter null for as fast as it goes
     * @param progress shown meanwhile
     */
    ProduceRun(RecordSource source, RecordProducer producer, RateLimiter limiter, Progress progress) {
        this.source = source;
        this.producer = producer;
        this.limiter = limiter;
        this.progress = progress;
    }

    /** What was sent, and acknowledged by the broker. */
    record Result(long records, Duration took) {
        /** For example {@code sent 250,816 records to turnstiles in 3.1 s (80,900/s)}. */
        String describe(String topic) {
            double seconds = Math.max(1, took.toMillis()) / 1e3;
            // Three digits say all that a single run can: 80,913 and 80,940 are the same speed.
            double perSecond = records / seconds;
            double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, perSecond))) - 2));
            return "sent %,d records to %s in %.1f s (%,d/s)"
                    .formatted(records, topic, seconds, Math.round(perSecond / unit) * (long) unit);
        }
    }

    /**
     * Runs to the source's end.
     *
     * @param stopped ends the run early, in order
     */
    Result run(BooleanSupplier stopped) throws IOException {
        long startNanos = System.nanoTime();
        long sent = 0;
        while (true) {
            if (limiter != null) {
                limiter.acquire(stopped);
            }
            if (stopped.getAsBoolean() || !source.next()) {
                break;
            }
            producer.send(source.key(), source.value());
            sent++;
            if (progress.isDue()) {
                progress.update(position(sent), sent);
            }
        }
        producer.flush();
        progress.update(position(sent), sent);
        return new Result(producer.acknowledged(), Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private long position(long sent) throws IOException {
        return source instanceof RecordFile file ? file.readBytes() : sent;
    }
}
