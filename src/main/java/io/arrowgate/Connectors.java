package io.arrowgate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.kafka.TopicIdLookup;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Creates the sources and sinks of the topology. Tests replace them and run the same topology. */
interface Connectors {
    /** Returns the source of a stream's raw records. */
    Source<RawRecord, ?, ?> source(StreamDefinition stream);

    /** Returns the source that renews the lease of the job name. */
    Source<Void, ?, ?> lease();

    /** Returns the number of partitions of the stream's raw topic; more subtasks would be idle. */
    int partitions(StreamDefinition stream) throws Exception;

    /** Returns the lookup of topic ids, which are part of batch ids. */
    TopicIdLookup topicIds();

    /** Returns the sink for the stream's Arrow topic. */
    Sink<MicroBatch> arrowTopic(StreamDefinition stream);

    /** Returns the sink for the stream's ClickHouse table. */
    Sink<MicroBatch> clickHouse(StreamDefinition stream);

    /** Returns the sink for the stream's lake files; called only if the lake is enabled. */
    Sink<MicroBatch> lake(StreamDefinition stream);

    /** Returns the sink for the dead letter topic. */
    Sink<DeadLetter> deadLetters();

    /** Returns the sink for the table of dead letters. */
    Sink<DeadLetter> deadLetterTable();

    /** Returns the source of changes to alert rules. */
    Source<RawRecord, ?, ?> alertRules();

    /** Returns the sink for the alert topic. */
    Sink<Alert> alertTopic();

    /** Returns the sink for the alert table. */
    Sink<Alert> alertTable();
}
