package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.ArrowSchemas;
import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.ColumnCompatibility;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Chooses the columns of an insert: those columns of the stream that the batch has. A batch from before a column was added to the stream
 * does not have the column, so its rows get no value.
 */
final class InsertColumns {
    private final StreamDefinition stream;
    private final String schema;
    private final List<TableColumn> columns;
    private final List<String> all;

    InsertColumns(StreamDefinition stream) {
        this.stream = stream;
        schema = ArrowSchemas.fingerprint(ArrowSchemas.of(stream));
        columns = BronzeColumns.of(stream);
        all = columns.stream().map(TableColumn::name).toList();
    }

    /**
     * Returns the quoted column names for an insert of the batch.
     *
     * @param hasRowColumn whether the table has {@link LineageColumns#ROW}; without it, all rows must be row 0 of their records
     * @throws RequestFailedException if the batch lacks a required column
     */
    List<String> of(BatchId batch, ArrowPayload bytes, boolean hasRowColumn) throws RequestFailedException {
        return quoted(ofBatch(batch, bytes).stream()
                .filter(column -> hasRowColumn || !column.equals(LineageColumns.ROW))
                .toList());
    }

    private List<String> ofBatch(BatchId batch, ArrowPayload bytes) throws RequestFailedException {
        if (batch.schema().equals(schema)) {
            return all;
        }
        Set<String> present = fields(bytes);
        List<String> missing = stream.columns().stream()
                .filter(column -> column.required() && !present.contains(column.name()))
                .map(ColumnDefinition::name)
                .toList();
        if (!missing.isEmpty()) {
            throw RequestFailedException.invalidBatch(
                    "it was encoded without %s, which stream %s now requires".formatted(missing, stream.name()),
                    "Remove `required` from columns that are added to a stream: earlier batches have no value for them.");
        }
        return all.stream().filter(present::contains).toList();
    }

    /**
     * Returns the columns whose type cannot hold every value of the stream, with both types. Missing columns are not included: the
     * insert fails and reports them.
     *
     * @param types column types by name
     */
    Map<String, String> incompatibleColumns(Map<String, String> types) {
        Map<String, String> incompatible = new LinkedHashMap<>();
        for (TableColumn column : columns) {
            String type = types.get(column.name());
            if (type != null && !ColumnCompatibility.isCompatible(column.type(), type)) {
                incompatible.put(column.name(), "%s instead of %s".formatted(type, column.type()));
            }
        }
        return incompatible;
    }

    private static Set<String> fields(ArrowPayload bytes) throws RequestFailedException {
        try {
            return bytes.schema().getFields().stream().map(Field::getName).collect(Collectors.toSet());
        } catch (IOException e) {
            throw RequestFailedException.invalidBatch(
                    "its bytes are not valid Arrow IPC: " + e.getMessage(),
                    "Restore a newer state, or another copy of this one.");
        }
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(SqlQuoting::name).toList();
    }
}
