package io.arrowgate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.kafka.TopicIdLookup;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** What the topology reads from and writes to, so that a test can run the same topology on other ends. */
interface Connectors {
    Source<RawRecord, ?, ?> source(StreamDefinition stream);

    /** Renews the lease of the job name. */
    Source<Void, ?, ?> lease();

    /** How many partitions the stream's topic has: more subtasks would have nothing to read. */
    int partitions(StreamDefinition stream) throws Exception;

    TopicIdLookup topicIds();

    Sink<MicroBatch> arrowTopic(StreamDefinition stream);

    Sink<MicroBatch> clickHouse(StreamDefinition stream);

    /** Asked for only if the settings name a lake. */
    Sink<MicroBatch> lake(StreamDefinition stream);

    Sink<DeadLetter> deadLetters();

    Sink<DeadLetter> deadLetterTable();

    /** The changes of alert rules while the job runs. */
    Source<RawRecord, ?, ?> alertRules();

    Sink<Alert> alertTopic();

    Sink<Alert> alertTable();
}
