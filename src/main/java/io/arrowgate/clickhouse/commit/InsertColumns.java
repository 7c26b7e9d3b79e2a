package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.ArrowSchemas;
import io.arrowgate.batch.arrow.BatchId;
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
 * Names the columns of an insert: of the stream's columns those that the batch has. A batch that was encoded before a column was
 * added to the stream lacks it, and its rows have no value there.
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
     * Quoted names.
     *
     * @throws RequestFailedException if the batch lacks a required column
     */
    List<String> of(BatchId batch, ArrowPayload bytes) throws RequestFailedException {
        if (batch.schema().equals(schema)) {
            return quoted(all);
        }
        Set<String> there = fields(bytes);
        List<String> lacking = stream.columns().stream()
                .filter(column -> column.required() && !there.contains(column.name()))
                .map(ColumnDefinition::name)
                .toList();
        if (!lacking.isEmpty()) {
            throw RequestFailedException.invalidBatch(
                    "it was encoded without %s, which stream %s now requires".formatted(lacking, stream.name()),
                    "Leave `required` out of a column that is added to a stream: batches from before it came have no value.");
        }
        return quoted(all.stream().filter(there::contains).toList());
    }

    /**
     * Returns the columns that have a type which does not hold every value of the stream's, with both types. A column that is
     * missing is not among them: an insert fails, and says so.
     *
     * @param types by name
     */
    Map<String, String> incompatibleColumns(Map<String, String> types) {
        Map<String, String> unfit = new LinkedHashMap<>();
        for (TableColumn column : columns) {
            String type = types.get(column.name());
            if (type != null && !ColumnCompatibility.isCompatible(column.type(), type)) {
                unfit.put(column.name(), "%s instead of %s".formatted(type, column.type()));
            }
        }
        return unfit;
    }

    private static Set<String> fields(ArrowPayload bytes) throws RequestFailedException {
        try {
            return bytes.schema().getFields().stream().map(Field::getName).collect(Collectors.toSet());
        } catch (IOException e) {
            throw RequestFailedException.invalidBatch(
                    "its bytes are no Arrow IPC: " + e.getMessage(), "Restore a newer state, or another copy of it.");
        }
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(SqlQuoting::name).toList();
    }
}
