package io.arrowgate.decode;

import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.RecordSplitter;
import io.arrowgate.decode.row.RowDecoder;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.stream.column.TombstonePolicy;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/**
 * Decodes raw records into rows: one for most records, one for each element of a record that has several. The result depends only
 * on the record and the definition, so that the tools that compare rows with records compute the same.
 *
 * <p>Not thread-safe, because the parts of a decoder keep scratch space between records.
 */
public final class RecordDecoder {
    private static final int ALL = -1;

    private final RecordFormat format;
    private final RowDecoder rows;
    private final RecordSplitter splitter;
    private final RecordElements elements = new RecordElements();
    private final RawRecord element = new RawRecord();
    /** True after a record of several rows: the next one is likely to have several too. Affects the speed only. */
    private boolean splitFirst;

    /** True if no record is one row as it is. */
    private final boolean alwaysSplit;

    private final boolean skipsTombstones;

    RecordDecoder(StreamDefinition stream, RowDecoder rows, RecordSplitter splitter) {
        format = stream.format();
        this.rows = rows;
        this.splitter = splitter;
        alwaysSplit = stream.each() != null;
        splitFirst = alwaysSplit;
        skipsTombstones = stream.tombstones() == TombstonePolicy.SKIP;
    }

    /**
     * Decodes a record and calls the handler at least once.
     *
     * @param row buffer for the rows, reused for all of them
     */
    public void decode(RawRecord record, RowBuffer row, RowHandler handler) {
        if (record.value() == null && skipsTombstones) {
            handler.onSkipped(record);
            return;
        }
        try {
            if (splitFirst && split(record)) {
                decodeElements(record, row, handler);
            } else {
                decodeWhole(record, row, handler);
            }
        } catch (UndecodableRecordException e) {
            handler.onUndecodable(
                    record, DeadLetter.WHOLE_RECORD, RecordFormatHints.explain(e, record.value(), format));
        }
    }

    /** Returns the number of fields ignored in decoded records because no column uses them. */
    public long unknownFields() {
        return rows.unknownFields();
    }

    /** Returns the number of values of a column that were not valid and became null, because its definition says so. */
    public long badValues(int column) {
        return rows.badValues(column);
    }

    private void decodeWhole(RawRecord record, RowBuffer row, RowHandler handler) throws UndecodableRecordException {
        try {
            rows.decode(record, row);
        } catch (UndecodableRecordException e) {
            // Only a value that is not one row can be several: looking for them first would cost every record a scan.
            if (e.reason() != MALFORMED || !split(record)) {
                throw e;
            }
            decodeElements(record, row, handler);
            return;
        }
        handler.onRow(record, 0, row);
    }

    private boolean split(RawRecord record) throws UndecodableRecordException {
        boolean several = record.value() != null && splitter.split(record.value(), elements);
        splitFirst = several || alwaysSplit;
        return several;
    }

    private void decodeElements(RawRecord record, RowBuffer row, RowHandler handler) throws UndecodableRecordException {
        int only = replayedElement(record);
        if (only != ALL) {
            report(decodeElement(record, only, row, handler), record, only, handler);
            return;
        }
        UndecodableRecordException firstProblem = null;
        boolean anyRow = false;
        for (int i = 0; i < elements.count(); i++) {
            UndecodableRecordException problem = decodeElement(record, i, row, handler);
            if (anyRow) {
                report(problem, record, i, handler);
            } else if (problem == null) {
                anyRow = true;
                reportAgain(i, record, row, handler);
            } else if (firstProblem == null) {
                firstProblem = problem;
            }
        }
        if (!anyRow) {
            throw elements.count() == 1 ? firstProblem : noRow(firstProblem);
        }
    }

    /** Returns null if the element is a row. */
    private UndecodableRecordException decodeElement(RawRecord record, int i, RowBuffer row, RowHandler handler) {
        byte[] value;
        try {
            value = elements.copy(record.value(), i);
        } catch (UndecodableRecordException e) {
            return e;
        }
        try {
            element.set(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestampMillis(),
                    record.key(),
                    value,
                    record.headers());
            rows.decode(element, row);
            handler.onRow(record, i, row);
            return null;
        } catch (UndecodableRecordException e) {
            return RecordFormatHints.explain(e, value, format);
        }
    }

    /** Reports the elements before the first row, which were not reported because the record could have had no row. */
    private void reportAgain(int end, RawRecord record, RowBuffer row, RowHandler handler) {
        for (int i = 0; i < end; i++) {
            report(decodeElement(record, i, row, handler), record, i, handler);
        }
    }

    private void report(UndecodableRecordException problem, RawRecord record, int i, RowHandler handler) {
        if (problem != null) {
            String message = "element %d of %d: %s".formatted(i + 1, elements.count(), problem.getMessage());
            handler.onUndecodable(record, i, new UndecodableRecordException(problem.reason(), message));
        }
    }

    /** A dead letter for each element would repeat the record as often, and a new definition may find other elements. */
    private UndecodableRecordException noRow(UndecodableRecordException firstProblem) {
        return new UndecodableRecordException(
                firstProblem.reason(),
                "none of %d elements is a row; the first: %s".formatted(elements.count(), firstProblem.getMessage()));
    }

    /** Returns the position of the only element to decode, or {@link #ALL}. */
    private int replayedElement(RawRecord record) throws UndecodableRecordException {
        Header header = record.headers().lastHeader(DeadLetter.ROW_HEADER);
        if (header == null) {
            return ALL;
        }
        String text = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        try {
            int position = Integer.parseInt(text);
            if (position >= 0 && position < elements.count()) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Rejected below, like a position that the record does not have.
        }
        throw new UndecodableRecordException(
                MALFORMED,
                "header %s is '%s', but the record has elements 0 to %d"
                        .formatted(DeadLetter.ROW_HEADER, text, elements.count() - 1));
    }
}
