package io.arrowgate.tools.verify;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.topic.VerifyPoint;
import java.util.List;

/**
 * What to compare with what.
 *
 * @param kafka where the topics are; its client properties are the job's, so that raw records of aborted transactions are read
 *     if, and only if, the job reads them
 * @param clickHouse where the tables are
 * @param rejectedBatchesTopic where batches are that ClickHouse refused; it need not exist
 * @param streams to compare, each on its own
 * @param from first offsets that count, inclusive
 * @param to end of the offsets that count, exclusive
 * @param deep whether every raw record is decoded again, and every column of every row is compared
 */
public record VerifyPlan(
        KafkaSettings kafka,
        ClickHouseSettings clickHouse,
        String rejectedBatchesTopic,
        List<StreamDefinition> streams,
        VerifyPoint from,
        VerifyPoint to,
        boolean deep) {
    public VerifyPlan {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("streams: empty; name at least one");
        }
    }

    /** What the job of these settings has written, between two points. */
    public static VerifyPlan of(
            JobSettings settings, List<StreamDefinition> streams, VerifyPoint from, VerifyPoint to, boolean deep) {
        return new VerifyPlan(
                settings.kafka(),
                settings.clickHouse(),
                settings.sink().rejectedBatchesTopic(),
                streams,
                from,
                to,
                deep);
    }

    /** Everything that the topics retain. */
    public static VerifyPlan entireTopics(JobSettings settings, List<StreamDefinition> streams, boolean deep) {
        return of(settings, streams, VerifyPoint.OPEN, VerifyPoint.OPEN, deep);
    }
}
