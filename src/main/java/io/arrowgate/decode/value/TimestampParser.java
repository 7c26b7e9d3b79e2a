package io.arrowgate.decode.value;

import java.time.ZoneId;
import java.util.List;

/** Parses instants as microseconds since 1970-01-01T00:00:00Z, using the first format that matches. */
final class TimestampParser implements ValueParser {
    private final TemporalFormat[] formats;
    private final ZoneOffsetCache zone;

    TimestampParser(List<String> formats, ZoneId zone) {
        this.formats = TemporalFormats.ofTimestamp(formats, zone);
        this.zone = new ZoneOffsetCache(zone);
    }

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        for (TemporalFormat format : formats) {
            if (format.match(bytes, start, end)) {
                row.setBits(column, toEpochMicros(format));
                return true;
            }
        }
        return false;
    }

    private long toEpochMicros(TemporalFormat match) {
        long local = match.epochDay() * TemporalFormat.MICROS_PER_DAY + match.microOfDay();
        if (match.offsetSeconds() != TemporalFormat.NO_OFFSET) {
            return local - match.offsetSeconds() * TemporalFormat.MICROS_PER_SECOND;
        }
        long localSecond = Math.floorDiv(local, TemporalFormat.MICROS_PER_SECOND);
        long micros = local - localSecond * TemporalFormat.MICROS_PER_SECOND;
        return zone.toEpochSecond(localSecond) * TemporalFormat.MICROS_PER_SECOND + micros;
    }
}
