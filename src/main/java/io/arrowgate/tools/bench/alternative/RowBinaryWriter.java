package io.arrowgate.tools.bench.alternative;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.metadata.TableSchema;
import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Buffers objects and inserts them when there are enough, or at a checkpoint. */
final class RowBinaryWriter implements SinkWriter<SensorReading> {
    private final AlternativeOptions options;
    private final Client client;
    private final List<SensorReading> readings;

    RowBinaryWriter(AlternativeOptions options) {
        this.options = options;
        client = ClickHouseClientFactory.client(options.clickHouse(), "bench")
                .setDefaultDatabase(options.clickHouse().database())
                .build();
        readings = new ArrayList<>(options.rowsPerInsert());
        TableSchema schema = client.getTableSchema(options.table());
        client.register(SensorReading.class, schema);
    }

    @Override
    public void write(SensorReading reading, Context context) throws IOException, InterruptedException {
        readings.add(reading);
        if (readings.size() >= options.rowsPerInsert()) {
            flush(false);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (readings.isEmpty()) {
            return;
        }
        InsertSettings settings = new InsertSettings().serverSetting("async_insert", "0");
        try (InsertResponse response =
                client.insert(options.table(), readings, settings).get()) {
            readings.clear();
        } catch (ExecutionException e) {
            throw new IOException("the insert failed", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
