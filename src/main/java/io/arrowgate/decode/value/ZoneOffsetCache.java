package io.arrowgate.decode.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * Converts local times of a zone to instants. Looks up the offset of an hour in the zone's rules once, unless it changes within
 * the hour.
 *
 * <p>As in {@link ZonedDateTime#ofLocal}, an ambiguous local time means the earlier instant, and a local time in a gap is moved
 * forward by the length of the gap.
 */
final class ZoneOffsetCache {
    private static final int SECONDS_PER_HOUR = 3600;

    /** Number of cached hours: six weeks of consecutive hours. */
    private static final int SLOTS = 1024;

    private static final int CHANGES = Integer.MIN_VALUE;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final long[] hours = new long[SLOTS];
    private final int[] offsets = new int[SLOTS];

    ZoneOffsetCache(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        Arrays.fill(hours, Long.MIN_VALUE);
    }

    /** Converts seconds since 1970-01-01T00:00:00 local time to seconds since 1970-01-01T00:00:00Z. */
    long toEpochSecond(long localSecond) {
        long hour = Math.floorDiv(localSecond, SECONDS_PER_HOUR);
        int slot = (int) hour & (SLOTS - 1);
        if (hours[slot] != hour) {
            offsets[slot] = offsetOfHour(hour * SECONDS_PER_HOUR);
            hours[slot] = hour;
        }
        int offset = offsets[slot];
        return offset == CHANGES ? toEpochSecondByRules(localSecond) : localSecond - offset;
    }

    /** Returns the instant's day in this zone, in days since 1970-01-01. */
    long toLocalDay(long epochDay, long secondOfDay) {
        long epochSecond = epochDay * 86_400 + secondOfDay;
        ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond(epochSecond));
        return Math.floorDiv(epochSecond + offset.getTotalSeconds(), 86_400L);
    }

    private int offsetOfHour(long localSecond) {
        LocalDateTime first = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        LocalDateTime last = first.plusSeconds(SECONDS_PER_HOUR - 1);
        if (rules.getTransition(first) != null || rules.getTransition(last) != null) {
            return CHANGES;
        }
        ZoneOffset offset = rules.getOffset(first);
        ZoneOffsetTransition next = rules.nextTransition(first.toInstant(offset));
        boolean changes = next != null && !next.getInstant().isAfter(last.toInstant(offset));
        return changes ? CHANGES : offset.getTotalSeconds();
    }

    private long toEpochSecondByRules(long localSecond) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        return ZonedDateTime.ofLocal(local, zone, null).toEpochSecond();
    }
}
