package io.arrowgate.tools.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.JobSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import io.arrowgate.tools.verify.topic.CommittedRecordReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Copies whole topics unchanged into ClickHouse tables, so that queries can compare them with the job's output. */
final class RawTopicCopy {
    /** Columns of a copy: partition, offset, position of the element, timestamp (ms) and bytes of a record. */
    private static final String COLUMNS = "(p Int32, o Int64, d Int32, at Int64, v String)";

    private static final int WHOLE_RECORD = -1;

    private final JobSettings settings;

    RawTopicCopy(JobSettings settings) {
        this.settings = settings;
    }

    /** Copies the records of a raw topic. */
    void copyRawTopic(String topic, String table) throws Exception {
        copy(topic, table, RawTopicCopy::rawRow);
    }

    /**
     * Copies the dead letters of all streams: the position of the raw record and of the undecodable element, and the stream's name in
     * place of the bytes.
     */
    void copyDeadLetters(String table) throws Exception {
        copy(settings.kafka().deadLettersTopic(), table, RawTopicCopy::deadLetterRow);
    }

    private interface Row {
        byte[] of(ConsumerRecord<byte[], byte[]> record);
    }

    private static byte[] rawRow(ConsumerRecord<byte[], byte[]> record) {
        return row(record.partition(), record.offset(), WHOLE_RECORD, record.timestamp(), record.value());
    }

    private static byte[] deadLetterRow(ConsumerRecord<byte[], byte[]> record) {
        return row(
                Integer.parseInt(header(record, DeadLetterHeaders.PARTITION)),
                Long.parseLong(header(record, DeadLetterHeaders.OFFSET)),
                element(record),
                record.timestamp(),
                header(record, DeadLetterHeaders.STREAM).getBytes(UTF_8));
    }

    private static int element(ConsumerRecord<byte[], byte[]> deadLetter) {
        return deadLetter.headers().lastHeader(DeadLetter.ROW_HEADER) == null
                ? WHOLE_RECORD
                : Integer.parseInt(header(deadLetter, DeadLetter.ROW_HEADER));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** Encodes a row in ClickHouse's RowBinary format. */
    private static byte[] row(int partition, long offset, int element, long at, byte[] value) {
        ByteBuffer row = ByteBuffer.allocate(2 * Integer.BYTES + 2 * Long.BYTES + 5 + value.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(partition)
                .putLong(offset)
                .putInt(element)
                .putLong(at);
        int length = value.length;
        for (; length >= 0x80; length >>>= 7) {
            row.put((byte) (length | 0x80));
        }
        row.put((byte) length).put(value);
        byte[] bytes = new byte[row.position()];
        row.flip().get(bytes);
        return bytes;
    }

    private void copy(String topic, String table, Row row) throws Exception {
        RowBinaryTable copy = RowBinaryTable.create(settings.clickHouse(), table, COLUMNS, "(p, o)");
        CommittedRecordReader.read(settings.kafka(), topic, record -> copy.add(row.of(record)), (done, total) -> {});
        copy.flush();
    }
}
