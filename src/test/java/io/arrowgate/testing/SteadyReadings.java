package io.arrowgate.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Sends sensor readings in the background, ten times per second, until all are sent. */
public final class SteadyReadings implements AutoCloseable {
    private static final int ROUND_ROWS = 200;
    private static final int SLOW_ROUND_ROWS = 10;
    private static final long ROUND_MILLIS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final JobTestBed bed;
    private final String topic;
    private final int end;
    private final int roundRows;
    private final ScheduledFuture<?> rounds;
    private int next;

    public SteadyReadings(JobTestBed bed, String topic, int rows) {
        this(bed, topic, 0, rows);
    }

    /** Sends the readings from {@code first} to before {@code end}. */
    public SteadyReadings(JobTestBed bed, String topic, int first, int end) {
        this(bed, topic, first, end, ROUND_ROWS);
    }

    private SteadyReadings(JobTestBed bed, String topic, int first, int end, int roundRows) {
        this.bed = bed;
        this.topic = topic;
        this.end = end;
        this.roundRows = roundRows;
        next = first;
        rounds = clock.scheduleAtFixedRate(this::sendRound, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends so few readings per second that a job has time for other work, and so many that no test sees their end. */
    public static SteadyReadings endless(JobTestBed bed, String topic) {
        return new SteadyReadings(bed, topic, 0, Integer.MAX_VALUE, SLOW_ROUND_ROWS);
    }

    private void sendRound() {
        if (sent.isDone()) {
            return;
        }
        try {
            int roundEnd = Math.min(next + roundRows, end);
            bed.send(topic, readings(next, roundEnd));
            next = roundEnd;
            if (next == end) {
                sent.complete(null);
            }
        } catch (Exception e) {
            sent.completeExceptionally(e);
        }
    }

    /** Stops sending and returns the end of the acknowledged readings. */
    public int stop() throws Exception {
        rounds.cancel(false);
        clock.shutdown();
        if (!clock.awaitTermination(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the broker does not acknowledge what was sent");
        }
        return next;
    }

    /**
     * Creates distinct readings, numbered from {@code first} to before {@code end}. The stream does not have a column for their
     * {@code fan_rpm} unless a test adds it.
     */
    public static List<String> readings(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(i ->
                        "{\"device\":\"d%d\",\"ts\":\"2024-05-01T12:00:00.%06dZ\",\"cpu_used\":%d.5,\"fan_rpm\":%d}"
                                .formatted(i % 7, i, i % 100, 1_000 + i % 10))
                .toList();
    }

    /**
     * Creates distinct turnstile audits, numbered likewise. They are of only two days, because each day is a part in every
     * insert, and a mutation rewrites all parts.
     */
    public static List<String> audits(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(i -> "A0%02d,R051,02-00-%02d,59 ST,NQR456W,BMT,07/%02d/2024,%02d:00:00,REGULAR,%d,%d"
                        .formatted(i % 10, i % 7, 1 + i % 2, i % 24, 1000 + i, 2000 + i))
                .toList();
    }

    /** Waits until the broker has acknowledged every reading. */
    public void awaitSent() throws Exception {
        sent.get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        rounds.cancel(true);
        clock.shutdownNow();
    }
}
