package io.arrowgate.decode.row;

import io.arrowgate.stream.column.EventTimeDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Checks event times against the stream's plausible range. */
final class PlausibleTimeRange {
    /** Replaces bounds further away. No decodable event time comes near it, and sums do not overflow. */
    private static final long FAR_MICROS = Long.MAX_VALUE / 4;

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
            return "%s is not from %s to before %s"
                    .formatted(instant(eventMicros), definition.earliest(), definition.latest());
        }
        if (RecordTimestampBounds.isPlausible(recordMillis)
                && Math.floorDiv(eventMicros - maxAheadMicros - 1, 1_000L) >= recordMillis) {
            return "%s is more than %s ahead of the record's timestamp %s"
                    .formatted(instant(eventMicros), definition.maxAhead(), Instant.ofEpochMilli(recordMillis));
        }
        return null;
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
