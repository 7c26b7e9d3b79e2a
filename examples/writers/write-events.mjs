// Sends events as JSON, CSV and line protocol to the topics sensors, turnstiles and telemetry.
// Usage: node write-events.mjs BOOTSTRAP_SERVERS COUNT
import { Kafka, Partitioners, logLevel } from 'kafkajs';

const START = Date.UTC(2024, 4, 1, 12);

/** Returns an event for each topic. The key is that of the series, so that its events stay in order. */
function events(i) {
  const name = `javascript-${i % 10}`;
  const ts = new Date(START + i * 1000).toISOString();
  const [year, month, day, time] = ts.split(/[-T.]/);
  const audit = `${name},R001,02-00,"MAIN ST, NORTH",4,IRT,${month}/${day}/${year},${time},REGULAR,${i},${2 * i}`;
  const point = `telemetry,car=${name},driver=Ann\\ Lee lap=${i}i,speed=${i % 300}.5 ${Date.parse(ts)}000000`;
  return {
    sensors: { key: name, value: JSON.stringify({ device: name, ts, cpu_used: (i % 1000) / 10 }) },
    turnstiles: { key: `${name},R001,02-00`, value: audit },
    telemetry: { key: name, value: point },
  };
}

const [bootstrapServers, count] = process.argv.slice(2);
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.ERROR });
const producer = kafka.producer({
  idempotent: true, // Waits for all in-sync replicas.
  maxInFlightRequests: 1,
  createPartitioner: Partitioners.DefaultPartitioner, // Chooses the partition of a key as Java's client does.
});
await producer.connect();
try {
  for (let begin = 0; begin < count; begin += 500) {
    const batch = Array.from({ length: Math.min(500, count - begin) }, (_, i) => events(begin + i));
    const topics = ['sensors', 'turnstiles', 'telemetry'];
    const topicMessages = topics.map((topic) => ({ topic, messages: batch.map((event) => event[topic]) }));
    await producer.sendBatch({ acks: -1, topicMessages }); // Throws if an event was not delivered.
  }
} finally {
  await producer.disconnect();
}
