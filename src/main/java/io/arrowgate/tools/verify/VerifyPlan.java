package io.arrowgate.tools.verify;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.topic.VerifyPoint;
import java.util.List;

/**
 * Describes the topics, tables and range of a verification.
 *
 * @param kafka connection to Kafka, with the client properties of the job, so that raw records of aborted transactions are read
 *     if, and only if, the job reads them
 * @param clickHouse connection to ClickHouse
 * @param rejectedBatchesTopic topic of rejected batches; it need not exist
 * @param streams streams to verify
 * @param from begin of the range, inclusive
 * @param to end of the range, exclusive
 * @param deep whether to decode every raw record again and compare every column of every row
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

    /** Creates a plan for the output of a job with these settings, between two points. */
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

    /** Creates a plan for all retained records. */
    public static VerifyPlan entireTopics(JobSettings settings, List<StreamDefinition> streams, boolean deep) {
        return of(settings, streams, VerifyPoint.OPEN, VerifyPoint.OPEN, deep);
    }
}
