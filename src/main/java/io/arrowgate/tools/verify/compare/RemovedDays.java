package io.arrowgate.tools.verify.compare;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.TableOptions;
import io.arrowgate.tools.verify.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;

/** Tracks the days whose rows were removed from the table on purpose: by TTL or by detaching a partition. */
public final class RemovedDays {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private final Instant expiredBefore;
    private final Set<String> detached;

    /**
     * @param expiredBefore event time before which rows are deleted; null for never
     * @param detached days whose table partition is detached, as yyyyMMdd in UTC
     */
    RemovedDays(Instant expiredBefore, Set<String> detached) {
        this.expiredBefore = expiredBefore;
        this.detached = Set.copyOf(detached);
    }

    /** Reads the detached days, if the table is partitioned by day, which is the default. */
    public static RemovedDays of(StreamDefinition stream, VerifiedTable verifiedTable, String database, Instant now)
            throws Exception {
        TableOptions options = stream.clickhouse();
        Duration ttl = options.ttlVolume() == null ? options.ttl() : null;
        boolean byDay = options.partitionBy()
                .equals("toYYYYMMDD(`%s`)".formatted(stream.eventTime().column()));
        Set<String> detached = Set.of();
        if (byDay) {
            // Parts that the server detached itself, such as broken ones, have a reason. Their rows are missing.
            String sql = ("SELECT DISTINCT partition_id FROM system.detached_parts"
                            + " WHERE database = %s AND table = %s AND ifNull(reason, '') = ''")
                    .formatted(SqlQuoting.text(database), SqlQuoting.text(options.table()));
            detached = verifiedTable.texts(sql).stream().map(row -> row[0]).collect(Collectors.toSet());
        }
        return new RemovedDays(ttl == null ? null : now.minus(ttl), detached);
    }

    /** Returns the finding for an absent row with this event time. */
    Finding explain(long eventTimeMicros) {
        Instant time = Instant.EPOCH.plus(eventTimeMicros, ChronoUnit.MICROS);
        if (expiredBefore != null && time.isBefore(expiredBefore)) {
            return Finding.EXPIRED;
        }
        return detached.contains(DAY.format(time)) ? Finding.DETACHED : Finding.MISSING;
    }
}
