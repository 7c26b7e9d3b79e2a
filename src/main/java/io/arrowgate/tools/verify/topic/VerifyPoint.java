package io.arrowgate.tools.verify.topic;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes where a verification begins or ends in a raw topic: at offsets, at a time, or, with neither, at the topic's begin or end.
 *
 * @param offsets by partition; a partition that is not named is bounded by the topic alone
 * @param time by the raw records' own timestamps; null for none
 */
public record VerifyPoint(Map<Integer, Long> offsets, Instant time) {
    /** The first retained record, or the end of the topic. */
    public static final VerifyPoint OPEN = new VerifyPoint(Map.of(), null);

    public VerifyPoint {
        offsets = Map.copyOf(offsets);
        if (!offsets.isEmpty() && time != null) {
            throw new IllegalArgumentException("time: %s together with offsets %s".formatted(time, offsets));
        }
        offsets.forEach((partition, offset) -> {
            if (partition < 0 || offset < 0) {
                throw new IllegalArgumentException("offsets: %d:%d is below zero".formatted(partition, offset));
            }
        });
    }

    /** Returns a point at offsets. */
    public static VerifyPoint at(Map<Integer, Long> offsets) {
        return new VerifyPoint(offsets, null);
    }

    /** Parses {@code 0:100,1:250} or an ISO-8601 instant. */
    public static VerifyPoint of(String text) {
        if (text.matches("\\d+:\\d+(,\\d+:\\d+)*")) {
            Map<Integer, Long> offsets = new TreeMap<>();
            Arrays.stream(text.split(",")).map(place -> place.split(":")).forEach(place -> {
                if (offsets.put(Integer.valueOf(place[0]), Long.valueOf(place[1])) != null) {
                    throw new IllegalArgumentException(
                            "'%s' names partition %s more than once".formatted(text, place[0]));
                }
            });
            return at(offsets);
        }
        try {
            return new VerifyPoint(Map.of(), Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'%s' is neither offsets like 0:100,1:250 nor a time like 2024-05-01T12:00:00Z".formatted(text), e);
        }
    }
}
