package io.arrowgate.batch.arrow;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Builds the Arrow schema of a stream: its columns, then the lineage columns.
 *
 * <p>The definition selects the dictionary-encoded columns, and indices are always int32, so the schema does not depend on the
 * data of a batch. Units are field metadata under {@code unit}.
 */
public final class ArrowSchemas {
    /** Type of the indices of every dictionary-encoded column. */
    public static final ArrowType.Int INDEX_TYPE = new ArrowType.Int(32, true);

    private ArrowSchemas() {}

    /** Builds the in-memory schema, in which a dictionary-encoded column is the int32 vector of its indices. */
    public static Schema of(StreamDefinition stream) {
        List<Field> fields = new ArrayList<>();
        for (ColumnDefinition column : stream.columns()) {
            DictionaryEncoding encoding = stream.isDictionaryEncoded(column) ? encoding(fields.size()) : null;
            ArrowType type = encoding == null ? type(column.type()) : INDEX_TYPE;
            Map<String, String> metadata = column.unit() == null ? Map.of() : Map.of("unit", column.unit());
            fields.add(new Field(column.name(), new FieldType(!column.required(), type, encoding, metadata), null));
        }
        fields.add(
                stream.arrow().dictionaries()
                        ? lineage(LineageColumns.TOPIC_ID, INDEX_TYPE, encoding(fields.size()))
                        : lineage(LineageColumns.TOPIC_ID, ArrowType.Utf8.INSTANCE, null));
        fields.add(lineage(LineageColumns.PARTITION, new ArrowType.Int(32, true), null));
        fields.add(lineage(LineageColumns.OFFSET, new ArrowType.Int(64, true), null));
        fields.add(lineage(LineageColumns.ROW, new ArrowType.Int(32, true), null));
        fields.add(lineage(LineageColumns.INGESTED_AT, new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"), null));
        return new Schema(fields);
    }

    /** Returns the Arrow type of a column's values. */
    public static ArrowType type(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> ArrowType.Utf8.INSTANCE;
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case INT32 -> new ArrowType.Int(32, true);
            case INT64 -> new ArrowType.Int(64, true);
            case UINT64 -> new ArrowType.Int(64, false);
            case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
        };
    }

    /**
     * Computes the fingerprint of a schema: the first 64 bits, in hexadecimal, of the SHA-256 of every field's name, type,
     * nullability, encoding and unit, in order.
     */
    public static String fingerprint(Schema schema) {
        StringBuilder text = new StringBuilder();
        for (Field field : schema.getFields()) {
            text.append(field.getName()).append('\t').append(field.getType()).append('\t');
            text.append(field.isNullable()).append('\t').append(field.getDictionary() != null);
            text.append('\t')
                    .append(field.getMetadata().getOrDefault("unit", ""))
                    .append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java runtime", e);
        }
    }

    private static DictionaryEncoding encoding(int position) {
        return new DictionaryEncoding(position, false, INDEX_TYPE);
    }

    private static Field lineage(String name, ArrowType type, DictionaryEncoding encoding) {
        return new Field(name, new FieldType(false, type, encoding), null);
    }
}
