package io.arrowgate.decode.row;

import io.arrowgate.stream.column.EventTimeDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Checks event times against the stream's plausible range. */
final class PlausibleTimeRange {
    /** Replaces bounds further away. No decodable event time comes near it, and sums do not overflow. */
    private static final long FAR_MICROS = Long.MAX_VALUE / 4;

    private static final long MICROS_PER_MILLI = 1_000;

    /** Contains the times of a clock that was never set, and today's seconds if they are read as a smaller unit. */
    private static final Duration EPOCH_BEGINNING = Duration.ofDays(60);

    private final EventTimeDefinition definition;
    private final long earliestMicros;
    private final long latestMicros;
    private final long maxAheadMicros;

    PlausibleTimeRange(EventTimeDefinition definition) {
        this.definition = definition;
        earliestMicros = micros(definition.earliest());
        latestMicros = micros(definition.latest());
        maxAheadMicros = micros(definition.maxAhead());
    }

    /**
     * Returns the reason to reject an event time; null if it is plausible.
     *
     * @param recordMillis the raw record's timestamp; one that is not plausible itself counts as missing
     */
    String rejectionReason(long eventMicros, long recordMillis) {
        if (eventMicros < earliestMicros || eventMicros >= latestMicros) {
            boolean ofRecord = Math.floorDiv(eventMicros, MICROS_PER_MILLI) == recordMillis;
            return "%s%s is not from %s to before %s%s"
                    .formatted(
                            instant(eventMicros),
                            ofRecord ? ", the Kafka record's timestamp," : "",
                            definition.earliest(),
                            definition.latest(),
                            ofRecord ? "; check the producer's clock" : remedy(eventMicros));
        }
        if (RecordTimestampBounds.isPlausible(recordMillis)
                && Math.floorDiv(eventMicros - maxAheadMicros - 1, MICROS_PER_MILLI) >= recordMillis) {
            return aheadOf(Instant.ofEpochMilli(recordMillis), eventMicros);
        }
        return null;
    }

    private String remedy(long eventMicros) {
        return eventMicros >= 0 && eventMicros < micros(EPOCH_BEGINNING)
                ? "; check the device's clock, and if it sends a number, its unit: formats of column "
                        + definition.column()
                : "";
    }

    private String aheadOf(Instant record, long eventMicros) {
        return record.isBefore(definition.earliest())
                ? "the Kafka record's timestamp %s is before %s, with an event time of %s; check the producer's clock"
                        .formatted(record, definition.earliest(), instant(eventMicros))
                : "%s is more than %s ahead of the Kafka record's timestamp %s; check the clocks of device and producer"
                        .formatted(instant(eventMicros), definition.maxAhead(), record);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant instant) {
        return micros(Duration.between(Instant.EPOCH, instant));
    }

    private static long micros(Duration duration) {
        if (duration.abs().compareTo(Duration.of(FAR_MICROS, ChronoUnit.MICROS)) >= 0) {
            return duration.isNegative() ? -FAR_MICROS : FAR_MICROS;
        }
        return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
    }
}
