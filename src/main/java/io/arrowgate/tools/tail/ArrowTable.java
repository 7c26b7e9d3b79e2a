package io.arrowgate.tools.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.tools.report.TextTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.apache.commons.lang3.StringUtils;

/** Formats the first rows of an Arrow message as a table. */
final class ArrowTable {
    private static final String NULL = "–";
    private static final int MAX_CELL = 40;
    private static final Map<TimeUnit, ChronoUnit> UNITS = Map.of(
            TimeUnit.SECOND, ChronoUnit.SECONDS,
            TimeUnit.MILLISECOND, ChronoUnit.MILLIS,
            TimeUnit.MICROSECOND, ChronoUnit.MICROS,
            TimeUnit.NANOSECOND, ChronoUnit.NANOS);

    private ArrowTable() {}

    /**
     * Returns the lines of the table, beginning with the names of the columns.
     *
     * @param isFile whether the message is an IPC file, otherwise a stream
     * @param limit number of rows to show; the number of others follows
     */
    static List<String> lines(byte[] message, boolean isFile, BufferAllocator allocator, int limit) throws IOException {
        CommonsCompressionFactory codecs = CommonsCompressionFactory.INSTANCE;
        try (ArrowReader reader = isFile
                ? new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(message), allocator, codecs)
                : new ArrowStreamReader(new ByteArrayInputStream(message), allocator, codecs)) {
            List<FieldVector> vectors = reader.getVectorSchemaRoot().getFieldVectors();
            List<List<String>> cells = new ArrayList<>();
            cells.add(vectors.stream().map(FieldVector::getName).toList());
            long rows = 0;
            while (reader.loadNextBatch()) {
                int count = reader.getVectorSchemaRoot().getRowCount();
                for (int row = 0; row < count && cells.size() <= limit; row++) {
                    int index = row;
                    cells.add(vectors.stream()
                            .map(vector -> text(vector, index, reader))
                            .toList());
                }
                rows += count;
            }
            List<String> lines = new ArrayList<>(TextTable.aligned(cells));
            if (rows >= cells.size()) {
                lines.add("… %,d more rows".formatted(rows - cells.size() + 1));
            }
            return lines;
        }
    }

    private static String text(FieldVector vector, int row, ArrowReader reader) {
        if (vector.isNull(row)) {
            return NULL;
        }
        Object value = value(vector, row, reader);
        return StringUtils.abbreviate(
                EscapedText.of(value.toString().getBytes(UTF_8)).replace('\n', ' '), MAX_CELL);
    }

    private static Object value(FieldVector vector, int row, ArrowReader reader) {
        if (vector.getField().getDictionary() != null) {
            Dictionary dictionary =
                    reader.lookup(vector.getField().getDictionary().getId());
            return dictionary.getVector().getObject(((Number) vector.getObject(row)).intValue());
        }
        if (vector.getField().getType() instanceof ArrowType.Timestamp time) {
            long count = ((BaseFixedWidthVector) vector).getDataBuffer().getLong((long) row * Long.BYTES);
            return Instant.EPOCH.plus(count, UNITS.get(time.getUnit()));
        }
        if (vector instanceof DateDayVector days) {
            return LocalDate.ofEpochDay(days.get(row));
        }
        return vector instanceof UInt8Vector unsigned
                ? Long.toUnsignedString(unsigned.get(row))
                : vector.getObject(row);
    }
}
