package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.SplittableRandom;

/** Simulates one turnstile: its location, its two registers and their anomalies. */
final class TurnstileSimulator {
    private static final List<String> STATIONS = List.of(
            "34 ST-PENN STA,ACE,IND",
            "GRD CNTRL-42 ST,4567S,IRT",
            "TIMES SQ-42 ST,1237ACENQRSW,BMT",
            "59 ST,NQR456W,BMT",
            "FULTON ST,2345ACJZ,IND",
            "ATL AV-BARCLAY,2345BDNQR,BMT",
            "JKSN HT-ROOSVLT,EFMR7,IND",
            "FLUSHING-MAIN,7,IRT",
            "CANAL ST,JNQRZ6W,BMT",
            "BEDFORD AV,L,BMT",
            "WORLD TRADE CTR,ACE23,IND",
            "CONEY IS-STILLW,DFNQ,BMT");

    /** 55 of 5,043 real turnstiles count backwards. */
    private static final double BACKWARD_SHARE = 0.011;

    private static final double RESET_SHARE = 0.0005;

    /** Share of a day's traffic in the four hours that end shortly after 0, 4, 8, 12, 16 and 20 o'clock. */
    private static final double[] SHARE_BY_SLOT = {0.10, 0.02, 0.14, 0.22, 0.22, 0.30};

    private final byte[] key;
    private final byte[] place;
    private final int auditHour;
    private final int dailyTraffic;
    private final int direction;
    private long entries;
    private long exits;

    TurnstileSimulator(int number, SplittableRandom random) {
        int station = number % STATIONS.size();
        int inStation = number / STATIONS.size();
        String series = "%c%03d,R%03d,%02d-%02d-%02d"
                .formatted(
                        (char) ('A' + station),
                        2 + station,
                        20 + station,
                        inStation / 10_000 % 100,
                        inStation / 100 % 100,
                        inStation % 100);
        key = series.getBytes(US_ASCII);
        place = (series + "," + STATIONS.get(station) + ",").getBytes(US_ASCII);
        auditHour = station % 4;
        dailyTraffic = 4_000 / (1 + station) + random.nextInt(200);
        direction = random.nextDouble() < BACKWARD_SHARE ? -1 : 1;
        entries = 100_000_000L + random.nextInt(1_000_000_000);
        exits = 100_000_000L + random.nextInt(1_000_000_000);
    }

    /** Advances by four hours of traffic; in rare cases the registers reset. */
    void pass(int slotOfDay, SplittableRandom random) {
        if (random.nextDouble() < RESET_SHARE) {
            entries = random.nextInt(100);
            exits = random.nextInt(100);
            return;
        }
        double traffic = dailyTraffic * SHARE_BY_SLOT[slotOfDay];
        entries = Math.max(0, entries + direction * (long) (traffic * random.nextDouble(0.5, 1.5)));
        exits = Math.max(0, exits + direction * (long) (traffic * random.nextDouble(0.3, 1.2)));
    }

    /** Returns CA, UNIT and SCP, separated by commas. */
    byte[] key() {
        return key.clone();
    }

    /** Returns the fields from CA to DIVISION, with a trailing comma. */
    byte[] place() {
        return place;
    }

    /** Returns the hours, 0 to 3, by which this station's audits are later than 0, 4, 8 ... o'clock. */
    int auditHour() {
        return auditHour;
    }

    long entries() {
        return entries;
    }

    long exits() {
        return exits;
    }
}
