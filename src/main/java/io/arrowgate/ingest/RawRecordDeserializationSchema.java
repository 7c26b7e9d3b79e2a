package io.arrowgate.ingest;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands on Kafka records as they are. One raw record is refilled for all of them: object reuse is on, and the next operator is
 * chained. */
final class RawRecordDeserializationSchema implements KafkaRecordDeserializationSchema<RawRecord> {
    private transient RawRecord reused;

    @Override
    public void open(org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext context) {
        reused = new RawRecord();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
        out.collect(reused.set(record));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecordSerializer.typeInfo();
    }
}
