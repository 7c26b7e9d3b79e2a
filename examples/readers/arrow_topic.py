"""Reads an Arrow topic from its beginning to its present end. The other readers import this module."""

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition


def messages(bootstrap_servers, topic):
    """Yields the value of each committed message: one complete Arrow IPC stream."""
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap_servers,
            "group.id": "arrow-topic-reader",  # The client requires one, although no offset is committed.
            "enable.auto.commit": False,
            "isolation.level": "read_committed",  # Otherwise messages of aborted transactions are read, too.
            "enable.partition.eof": True,
        }
    )
    try:
        metadata = consumer.list_topics(topic, timeout=10).topics[topic]
        if metadata.error:
            raise KafkaException(metadata.error)
        consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in metadata.partitions])
        unread = set(metadata.partitions)
        while unread:
            message = consumer.poll(timeout=1)
            if message is None:
                continue
            if not message.error():
                yield message.value()
            elif message.error().code() == KafkaError._PARTITION_EOF:
                unread.discard(message.partition())
            else:
                raise KafkaException(message.error())
    finally:
        consumer.close()
