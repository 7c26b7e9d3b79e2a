// Reads an Arrow topic from its beginning to its present end. The other readers import this module.
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

/** Calls onMessage with the value of each committed message: one complete Arrow IPC stream. */
export async function readMessages(bootstrapServers, topic, onMessage) {
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.ERROR });
  const admin = kafka.admin();
  await admin.connect();
  const unread = new Map();
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (BigInt(low) < BigInt(high)) unread.set(partition, BigInt(high));
  }
  await admin.disconnect();
  if (unread.size === 0) return;

  // kafkajs reads committed messages only, unless readUncommitted is set.
  const consumer = kafka.consumer({ groupId: `arrow-topic-reader-${randomUUID()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      // The end of a partition is usually the marker of a transaction, which is a batch without messages.
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
        if (BigInt(lastOffset) + 1n >= unread.get(partition)) unread.delete(partition);
        if (unread.size === 0) resolve();
      });
      consumer.run({ autoCommit: false, eachMessage: async ({ message }) => onMessage(message.value) }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
