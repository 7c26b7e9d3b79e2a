// Prints the rows of an Arrow topic as JSON lines, with nodejs-polars.
// Usage: node read-nodejs-polars.mjs BOOTSTRAP_SERVERS TOPIC
import pl from 'nodejs-polars';
import { readMessages } from './arrow-topic.mjs';

const [bootstrapServers, topic] = process.argv.slice(2);
await readMessages(bootstrapServers, topic, (message) => {
  process.stdout.write(pl.readIPCStream(message).writeJSON({ format: 'lines' }));
});
