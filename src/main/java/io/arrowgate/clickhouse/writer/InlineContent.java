package io.arrowgate.clickhouse.writer;

/** Holds the bytes in memory; they become part of the checkpoint. */
@SuppressWarnings("ArrayRecordComponent")
public // Batches are compared by id, never by their bytes.
record InlineContent(byte[] bytes) implements BatchContent {
    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public byte[] read() {
        return bytes;
    }

    @Override
    public void delete() {
        // Flink deletes the checkpoint that contains the bytes.
    }
}
