package io.arrowgate.tools.bench.alternative;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Passes the bytes of the events on to ClickHouse, which parses them, and commits the offsets after each insert. Scripts and tables
 * with the Kafka engine work like this.
 */
final class JsonEachRowConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_MIN_BYTES = 1 << 20;

    private final AlternativeOptions options;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final HttpClient http;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile boolean stopped;

    private JsonEachRowConsumer(AlternativeOptions options) {
        this.options = options;
        Map<String, Object> properties =
                new HashMap<>(options.settings().kafka().clientProperties());
        properties.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                options.settings().kafka().bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, options.settings().jobName());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.rowsPerInsert());
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_MIN_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        http = ClickHouseClientFactory.http(options.clickHouse());
        thread = new Thread(this::run, "consumer");
    }

    static JsonEachRowConsumer start(AlternativeOptions options) {
        JsonEachRowConsumer started = new JsonEachRowConsumer(options);
        started.thread.start();
        return started;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(options.topic()));
            int count = 0;
            while (!stopped) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    rows.writeBytes(record.value());
                    rows.write('\n');
                    if (++count == options.rowsPerInsert()) {
                        insert();
                        count = 0;
                    }
                }
                if (count == 0) {
                    consumer.commitAsync();
                } else if (records.isEmpty()) {
                    insert();
                    count = 0;
                    consumer.commitAsync();
                }
            }
        } catch (WakeupException e) {
            // The run has ended.
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the consumer failed", e);
        }
    }

    private void insert() throws IOException, InterruptedException {
        String statement = "INSERT INTO %s FORMAT JSONEachRow"
                .formatted(SqlQuoting.table(options.clickHouse().database(), options.table()));
        String credentials =
                options.clickHouse().user() + ":" + options.clickHouse().password();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(options.clickHouse().urls().get(0)
                                + "/?async_insert=0&date_time_input_format=best_effort&input_format_skip_unknown_fields=1&query="
                                + URLEncoder.encode(statement, UTF_8)))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(rows.toByteArray()))
                .build();
        rows.reset();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("ClickHouse rejected the insert: " + response.body());
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        consumer.wakeup();
        thread.join();
    }
}
