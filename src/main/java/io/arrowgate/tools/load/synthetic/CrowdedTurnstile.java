package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Generates two weeks of half-hourly audits of one turnstile with constant traffic, except for tenfold traffic in one hour of the second week. */
public final class CrowdedTurnstile implements RecordSource {
    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final int AUDITS_PER_HOUR = 2;
    private static final int HOURS = 14 * 24;
    private static final int CROWDED_HOUR = 10 * 24;
    private static final int USUAL = 150;
    private static final int CROWD = 1_500;

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final DateTimeFormatter AUDIT = DateTimeFormatter.ofPattern(
            "'D001,R099,00-00-00,DEMO SQ,7,IRT,'MM/dd/yyyy','HH:mm:ss',REGULAR,'", Locale.ROOT);

    private final Instant start;
    private int audit = -1;
    private long entries = 100_000;

    /** @param end event time shortly after the last audit */
    public CrowdedTurnstile(Instant end) {
        Instant fullHour = Instant.ofEpochSecond(end.getEpochSecond() / 3_600 * 3_600);
        start = fullHour.minus(Duration.ofHours(HOURS));
    }

    @Override
    public KeyedRecord next() {
        if (++audit >= HOURS * AUDITS_PER_HOUR) {
            return null;
        }
        entries += audit / AUDITS_PER_HOUR == CROWDED_HOUR ? CROWD : USUAL;
        Instant time = start.plus(INTERVAL.multipliedBy(audit));
        return new KeyedRecord(
                "D001,R099,00-00-00".getBytes(US_ASCII),
                (AUDIT.format(time.atZone(ZONE)) + entries + "," + entries).getBytes(US_ASCII));
    }
}
