package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generates endless turnstile audits with the anomalies of real ones: registers that reset or count backwards, and audits
 * that are repeated as {@code RECOVR AUD} with another register's value. The same seed gives the same records.
 */
public final class SyntheticTurnstiles implements RecordSource {
    /** Interval between two audits of one turnstile. */
    public static final Duration INTERVAL = Duration.ofHours(4);

    /** Stations audit up to this long after the first ones. */
    private static final Duration LATEST_AUDIT = Duration.ofHours(3);

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("MM/dd/yyyy,HH:mm:ss,", Locale.ROOT);
    private static final byte[] REGULAR = "REGULAR,".getBytes(US_ASCII);
    private static final byte[] RECOVERED = "RECOVR AUD,".getBytes(US_ASCII);
    private static final byte[] COMMA = ",".getBytes(US_ASCII);
    private static final double RECOVERED_SHARE = 0.004;

    private final AsciiWriter writer = new AsciiWriter();
    private final SplittableRandom random;
    private final TurnstileSimulator[] turnstiles;
    private final byte[][] timeByAuditHour = new byte[4][];
    private final int[] slotByAuditHour = new int[4];
    private Instant audit;
    private int current = -1;
    private boolean recoveredNext;

    /**
     * @param series number of turnstiles
     * @param seed of the random generator
     * @param start event time of the first audits, cut to the full hour
     */
    public SyntheticTurnstiles(int series, long seed, Instant start) {
        if (series < 1) {
            throw new IllegalArgumentException("series: '%d' is too small; give 1 or more".formatted(series));
        }
        random = new SplittableRandom(seed);
        turnstiles = new TurnstileSimulator[series];
        for (int i = 0; i < series; i++) {
            turnstiles[i] = new TurnstileSimulator(i, random);
        }
        audit = Instant.ofEpochSecond(start.getEpochSecond() / 3600 * 3600);
        writeTimes();
    }

    /** Creates a generator whose first records, of this number, end shortly before a time. */
    public static SyntheticTurnstiles endingAt(Instant end, long records, int series, long seed) {
        long intervals = (Math.max(records, 1) - 1) / Math.max(series, 1);
        return new SyntheticTurnstiles(
                series, seed, end.minus(INTERVAL.multipliedBy(intervals)).minus(LATEST_AUDIT));
    }

    @Override
    public KeyedRecord next() {
        if (recoveredNext) {
            recoveredNext = false;
            return record(RECOVERED, turnstiles[random.nextInt(turnstiles.length)]);
        }
        if (++current == turnstiles.length) {
            current = 0;
            audit = audit.plus(INTERVAL);
            writeTimes();
        }
        TurnstileSimulator turnstileSimulator = turnstiles[current];
        turnstileSimulator.pass(slotByAuditHour[turnstileSimulator.auditHour()], random);
        recoveredNext = random.nextDouble() < RECOVERED_SHARE;
        return record(REGULAR, turnstileSimulator);
    }

    private KeyedRecord record(byte[] description, TurnstileSimulator registers) {
        TurnstileSimulator turnstileSimulator = turnstiles[current];
        byte[] value = writer.text(turnstileSimulator.place())
                .text(timeByAuditHour[turnstileSimulator.auditHour()])
                .text(description)
                .number(registers.entries())
                .text(COMMA)
                .number(registers.exits())
                .take();
        return new KeyedRecord(turnstileSimulator.key(), value);
    }

    private void writeTimes() {
        for (int hour = 0; hour < timeByAuditHour.length; hour++) {
            var local = audit.plus(Duration.ofHours(hour)).atZone(ZONE);
            timeByAuditHour[hour] = DATE_AND_TIME.format(local).getBytes(US_ASCII);
            slotByAuditHour[hour] = local.getHour() / 4;
        }
    }
}
