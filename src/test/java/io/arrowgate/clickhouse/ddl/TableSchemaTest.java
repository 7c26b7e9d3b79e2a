package io.arrowgate.clickhouse.ddl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableSchemaTest {
    private static final String COLUMNS = "a\tInt32\nb\tNullable(Decimal(9, 2))\n" + "c".repeat(200) + "\tString";

    private static byte[] response(String columns, String views, String engine) {
        ByteBuffer bytes =
                ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN).putLong(77);
        for (String text : new String[] {columns, views, "4c5e1f0a-0000-4000-8000-000000000001", engine, "comment"}) {
            int length = text.length();
            if (length > 127) {
                bytes.put((byte) (length | 0x80)).put((byte) (length >> 7));
            } else {
                bytes.put((byte) length);
            }
            bytes.put(text.getBytes(UTF_8));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Test
    void typesAndViewsAreReadFromRowBinary() throws Exception {
        TableSchema schema = TableSchema.decode(response(COLUMNS, "db.v\ndb.w", "MergeTree"));

        assertThat(schema.modifiedSeconds()).isEqualTo(77);
        assertThat(schema.types())
                .isEqualTo(Map.of("a", "Int32", "b", "Nullable(Decimal(9, 2))", "c".repeat(200), "String"));
        assertThat(schema.views()).containsExactly("db.v", "db.w");
        assertThat(schema.identity())
                .contains(new TableSchema.Identity("4c5e1f0a-0000-4000-8000-000000000001", "MergeTree", "comment"));
    }

    @Test
    void tableThatIsNotThereHasNoColumns() throws Exception {
        TableSchema missing = TableSchema.decode(response("", "", ""));

        assertThat(missing.types()).isEmpty();
        assertThat(missing.identity()).isEmpty();
    }

    @Test
    void responseThatIsNotWholeIsRejectedWhereverItEnds() {
        byte[] whole = response(COLUMNS, "db.v", "MergeTree");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TableSchema.decode(cut)).isInstanceOf(InvalidResponseException.class);
        }
        assertThatThrownBy(() -> TableSchema.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(InvalidResponseException.class);
        assertThatThrownBy(() -> TableSchema.decode("<html>Bad gateway</html>".getBytes(UTF_8)))
                .isInstanceOf(InvalidResponseException.class);
    }
}
