package io.arrowgate.batch.arrow;

import java.util.List;

/** Names the columns after those of the stream that record where a row came from, and so its identity. */
public final class LineageColumns {
    /** Kafka's topic id in Kafka's text form; a recreated topic has a different id. */
    public static final String TOPIC_ID = "_topic_id";
    /** Partition of the raw record, int32. */
    public static final String PARTITION = "_partition";
    /** Offset of the raw record, int64. */
    public static final String OFFSET = "_offset";
    /** Position of the row in its raw record, int32, from 0; always 0 for records of one row. */
    public static final String ROW = "_row";
    /**
     * The raw record's timestamp, milliseconds, UTC; the event time if the timestamp is {@linkplain
     * io.arrowgate.decode.row.RecordTimestampBounds not plausible}. Never the wall clock of the job.
     */
    public static final String INGESTED_AT = "_ingested_at";

    /** All of them, in table order. */
    public static final List<String> ALL = List.of(TOPIC_ID, PARTITION, OFFSET, ROW, INGESTED_AT);

    private LineageColumns() {}
}
