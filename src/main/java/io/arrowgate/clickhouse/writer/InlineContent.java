package io.arrowgate.clickhouse.writer;

/** The bytes themselves, which are then part of the checkpoint. */
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
        // The checkpoint that holds the bytes is Flink's to delete.
    }
}
