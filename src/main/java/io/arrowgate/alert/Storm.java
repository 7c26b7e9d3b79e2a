package io.arrowgate.alert;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.stream.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Summarizes the alerts of one rule beyond its rate limit. Stored in savepoints as a Flink POJO.
 *
 * @param alerts number of alerts beyond the limit
 * @param id of the summary alert
 * @param stream of the rule
 * @param severity of the rule
 * @param firstMicros event time of the first breach of the first of them
 * @param lastMicros event time of their latest breach
 * @param topicId of the reading that fired the first of them
 * @param partition of that reading
 * @param offset of that reading
 * @param row position of that reading in its raw record
 */
public record Storm(
        long alerts,
        String id,
        String stream,
        Severity severity,
        long firstMicros,
        long lastMicros,
        String topicId,
        int partition,
        long offset,
        int row) {

    static Storm of(Alert first) {
        return new Storm(
                1,
                DigestUtils.sha256Hex("storm\n" + first.id())
                        .substring(0, first.id().length()),
                first.stream(),
                first.severity(),
                micros(first.firstTime()),
                micros(first.lastTime()),
                first.topicId(),
                first.partition(),
                first.offset(),
                first.row());
    }

    Storm withAlert(Alert alert) {
        return new Storm(
                alerts + 1,
                id,
                stream,
                severity,
                firstMicros,
                Math.max(lastMicros, micros(alert.lastTime())),
                topicId,
                partition,
                offset,
                row);
    }

    /** Returns the alert that summarizes them. */
    Alert summary(String rule, AlertState state, long nowMillis) {
        return new Alert(
                id,
                state,
                rule,
                "storm",
                severity,
                stream,
                Map.of(),
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH.plus(firstMicros, ChronoUnit.MICROS),
                Instant.EPOCH.plus(lastMicros, ChronoUnit.MICROS),
                alerts,
                "%s: %d alerts beyond the limit per minute; each is in the alerts table".formatted(rule, alerts),
                topicId,
                partition,
                offset,
                row,
                Instant.ofEpochMilli(nowMillis),
                Integer.MAX_VALUE);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
