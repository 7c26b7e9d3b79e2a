package io.arrowgate.cli.verify;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;

/**
 * What to compare with what.
 *
 * @param kafka where the topics are; its client properties are the job's, so that raw records of aborted transactions are read
 *     if, and only if, the job reads them
 * @param clickHouse where the tables are
 * @param streams to compare, each on its own
 * @param from first offsets that count, inclusive
 * @param to end of the offsets that count, exclusive
 * @param deep whether every raw record is decoded again, and every column of every row is compared
 */
public record VerifyPlan(
        KafkaSettings kafka,
        ClickHouseSettings clickHouse,
        List<StreamDefinition> streams,
        VerifyPoint from,
        VerifyPoint to,
        boolean deep) {
    public VerifyPlan {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("streams: none to verify");
        }
    }

    /** Everything that the topics retain. */
    public static VerifyPlan whole(
            KafkaSettings kafka, ClickHouseSettings clickHouse, List<StreamDefinition> streams, boolean deep) {
        return new VerifyPlan(kafka, clickHouse, streams, VerifyPoint.OPEN, VerifyPoint.OPEN, deep);
    }
}
