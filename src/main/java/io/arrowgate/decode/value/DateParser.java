package io.arrowgate.decode.value;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Parses calendar dates as days since 1970-01-01. An instant becomes its day in the stream's time zone. Rejects dates out of the range
 * of ClickHouse's {@code Date32}, because ClickHouse would reject the whole batch.
 */
final class DateParser implements ValueParser {
    private static final long EARLIEST = LocalDate.of(1900, 1, 1).toEpochDay();
    private static final long LATEST = LocalDate.of(2299, 12, 31).toEpochDay();

    private final TemporalFormat[] formats;
    private final ZoneOffsetCache zone;

    DateParser(List<String> formats, ZoneId zone) {
        this.formats = TemporalFormats.ofDate(formats, zone);
        this.zone = new ZoneOffsetCache(zone);
    }

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        for (TemporalFormat format : formats) {
            if (format.match(bytes, start, end)) {
                long day = toDay(format);
                row.setBits(column, day);
                return day >= EARLIEST && day <= LATEST;
            }
        }
        return false;
    }

    private long toDay(TemporalFormat match) {
        if (match.offsetSeconds() == TemporalFormat.NO_OFFSET) {
            return match.epochDay();
        }
        long secondOfDay = match.microOfDay() / TemporalFormat.MICROS_PER_SECOND;
        return zone.toLocalDay(match.epochDay(), secondOfDay - match.offsetSeconds());
    }
}
