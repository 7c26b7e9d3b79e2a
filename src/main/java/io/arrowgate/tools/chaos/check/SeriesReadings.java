package io.arrowgate.tools.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Reads the readings of a stream from its table, one series after the other, so that the state of one series is enough to evaluate them. */
public final class SeriesReadings {
    private static final SqlTemplate READINGS = SqlTemplate.resource("tools/chaos/series_readings");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int BUFFER_BYTES = 1 << 16;

    private final ClickHouseSettings settings;
    private final StreamDefinition stream;

    SeriesReadings(ClickHouseSettings settings, StreamDefinition stream) {
        this.settings = settings;
        this.stream = stream;
    }

    /** Receives the readings. */
    @FunctionalInterface
    interface Reader {
        /**
         * Takes a reading.
         *
         * @param name of the series
         * @param values of the reading fields; NaN for null
         */
        void read(String name, long timeMicros, int partition, long offset, int rowInRecord, double[] values)
                throws IOException, InterruptedException;
    }

    /**
     * Reads all of them.
     *
     * @param rows operand of FROM
     */
    void read(String rows, Reader reader) throws Exception {
        // Without waitEndOfQuery a failure in the middle would look like a shorter response.
        QuerySettings query =
                new QuerySettings().setFormat(ClickHouseFormat.RowBinary).waitEndOfQuery(true);
        try (Client client = ClickHouseClientFactory.client(settings, "arrowgate chaos")
                        .setSocketTimeout(PATIENCE.toMillis())
                        .build();
                QueryResponse answer = ClickHouseClientFactory.query(client, sql(stream, rows), query)) {
            read(new BufferedInputStream(answer.getInputStream(), BUFFER_BYTES), reader);
        }
    }

    private void read(BufferedInputStream buffer, Reader reader) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(buffer);
        int fields = stream.readingFields().size();
        while (hasNext(buffer)) {
            String name = readText(in);
            long timeMicros = readLong(in);
            int partition = Integer.reverseBytes(in.readInt());
            long offset = readLong(in);
            int rowInRecord = Integer.reverseBytes(in.readInt());
            double[] values = new double[fields];
            for (int i = 0; i < fields; i++) {
                values[i] = Double.longBitsToDouble(readLong(in));
            }
            reader.read(name, timeMicros, partition, offset, rowInRecord, values);
        }
    }

    private static boolean hasNext(BufferedInputStream buffer) throws IOException {
        buffer.mark(1);
        boolean more = buffer.read() >= 0;
        buffer.reset();
        return more;
    }

    private static long readLong(DataInputStream in) throws IOException {
        return Long.reverseBytes(in.readLong());
    }

    /** Reads a text after its length as a LEB128 number. */
    private static String readText(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int read;
        do {
            read = in.readUnsignedByte();
            length |= (read & 0x7f) << shift;
            shift += 7;
        } while (read >= 0x80);
        return new String(in.readNBytes(length), UTF_8);
    }

    /** Returns the query for a stream whose keys are texts. */
    public static String sql(StreamDefinition stream, String rows) {
        List<String> key = stream.seriesKey().stream().map(SqlQuoting::name).toList();
        return READINGS.with("name", "concat(%s, ';', %s)".formatted(texts(stream.seriesKey()), texts(stream.labels())))
                .with("time", SqlQuoting.name(stream.eventTime().column()))
                .with(
                        "values",
                        stream.readingFields().stream()
                                .map(field -> "ifNull(toFloat64(%s), nan)".formatted(SqlQuoting.name(field)))
                                .collect(joining(", ")))
                .with("rows", rows)
                .with("key", String.join(", ", key))
                .render();
    }

    /** Returns the expression of a part of a series' name: texts that are separated by commas. */
    private static String texts(List<String> columns) {
        return columns.isEmpty()
                ? "''"
                : columns.stream()
                        .map(column -> "replaceRegexpAll(ifNull(toString(%s), ''), '[,;\\\\\\\\]', '\\\\\\\\\\\\0')"
                                .formatted(SqlQuoting.name(column)))
                        .collect(joining(", ',', "));
    }
}
