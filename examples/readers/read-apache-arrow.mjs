// Prints the rows of an Arrow topic as JSON lines, with apache-arrow.
// Usage: node read-apache-arrow.mjs BOOTSTRAP_SERVERS TOPIC
import { CompressionType, compressionRegistry, tableFromIPC } from 'apache-arrow';
import { decompress } from 'fzstd';
import { readMessages } from './arrow-topic.mjs';

// apache-arrow has no codec of its own. A copy is aligned to 8 bytes, as vectors require; the output of fzstd is not.
compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => decompress(data).slice() });

// JSON has no type for 64-bit integers that keeps them exact in JavaScript.
const exact = (_, value) => (typeof value === 'bigint' ? value.toString() : value);

const [bootstrapServers, topic] = process.argv.slice(2);
await readMessages(bootstrapServers, topic, (message) => {
  for (const row of tableFromIPC(message)) console.log(JSON.stringify(row, exact));
});
