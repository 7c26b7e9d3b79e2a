package io.arrowgate.decode.row;

import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.EventTimeDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** Checks event times against the stream's plausible range. */
final class PlausibleTimeRange {
    /** Replaces bounds further away. No decodable event time comes near it, and sums do not overflow. */
    private static final long FAR_MICROS = Long.MAX_VALUE / 4;

    private static final long MICROS_PER_MILLI = 1_000;

    /** A clock that was never set counts from 1970. */
    private static final Duration EPOCH_BEGINNING = Duration.ofDays(60);

    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
    private static final List<String> UNITS = List.of("epoch-s", "epoch-ms", "epoch-us", "epoch-ns");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");

    private final EventTimeDefinition definition;
    private final List<String> formats;
    private final long earliestMicros;
    private final long latestMicros;
    private final long maxAheadMicros;

    /** @param formats of the event time's column */
    PlausibleTimeRange(EventTimeDefinition definition, List<String> formats) {
        this.definition = definition;
        this.formats = formats;
        earliestMicros = micros(definition.earliest());
        latestMicros = micros(definition.latest());
        maxAheadMicros = micros(definition.maxAhead());
    }

    /**
     * Returns whether an event time is plausible.
     *
     * @param recordMillis the raw record's timestamp; one that is not plausible itself counts as missing
     */
    boolean contains(long eventMicros, long recordMillis) {
        return eventMicros >= earliestMicros && eventMicros < latestMicros && !isAhead(eventMicros, recordMillis);
    }

    private boolean isAhead(long eventMicros, long recordMillis) {
        return RecordTimestampBounds.isPlausible(recordMillis)
                && Math.floorDiv(eventMicros - maxAheadMicros - 1, MICROS_PER_MILLI) >= recordMillis;
    }

    /**
     * Describes why an event time is rejected, and the fix.
     *
     * @param text of the event time in the record; null if it is the record's timestamp
     */
    String rejectionReason(String text, long eventMicros, long recordMillis) {
        boolean inRange = eventMicros >= earliestMicros && eventMicros < latestMicros;
        Instant record = Instant.ofEpochMilli(recordMillis);
        if (inRange && record.isBefore(definition.earliest())) {
            return "the Kafka record's timestamp %s is before event-time.earliest %s, with an event time of %s; check the producer's clock"
                    .formatted(record, definition.earliest(), instant(eventMicros));
        }
        String problem = inRange
                ? "is more than event-time.max-ahead %s ahead of the Kafka record's timestamp %s"
                        .formatted(definition.maxAhead(), record)
                : "is not from event-time.earliest %s to before event-time.latest %s"
                        .formatted(definition.earliest(), definition.latest());
        if (text == null) {
            return "the Kafka record's timestamp %s %s; check the producer's clock"
                    .formatted(instant(eventMicros), problem);
        }
        return "'%s' is %s in the formats %s, which %s; %s"
                .formatted(
                        text,
                        instant(eventMicros),
                        String.join(" or ", formats),
                        problem,
                        remedy(text, eventMicros, recordMillis, inRange));
    }

    private String remedy(String text, long eventMicros, long recordMillis, boolean inRange) {
        String formatsOfColumn = "formats of column " + definition.column();
        if (NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            for (String unit : UNITS) {
                BigDecimal micros = number.multiply(MICROS_PER_SECOND)
                        .divide(BigDecimal.valueOf(ColumnDefinition.EPOCH_UNITS.get(unit)));
                if (micros.abs().compareTo(BigDecimal.valueOf(FAR_MICROS)) < 0
                        && contains(micros.longValue(), recordMillis)) {
                    return "in %s it is %s: set %s to [%s]"
                            .formatted(unit, instant(micros.longValue()), formatsOfColumn, unit);
                }
            }
        }
        if (eventMicros >= 0 && eventMicros < micros(EPOCH_BEGINNING)) {
            return "check the device's clock, and " + formatsOfColumn;
        }
        return inRange
                ? "check the clocks of device and producer, and " + formatsOfColumn
                : "check the device's clock, and %s, or change event-time".formatted(formatsOfColumn);
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
