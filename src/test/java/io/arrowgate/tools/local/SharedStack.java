package io.arrowgate.tools.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Provides one broker and one engine for all integration tests of a test JVM, each started on first use with new data under
 * target/. Unique names isolate the tests.
 */
public final class SharedStack {
    public static final String USER = "tester";
    public static final String PASSWORD = "a password, with a comma";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private SharedStack() {}

    /** Starts with the class, once and only if needed. */
    private static final class Kafka {
        static final LocalKafka BROKER = start();

        static {
            closeAtEnd(BROKER::close);
        }

        /**
         * Retention uses the records' timestamps, which are years old in tests: the check every five minutes would delete them.
         * The broker checks for expired transactions every second instead of every 10 s, so that tests do not wait for it.
         */
        private static LocalKafka start() {
            Path dir = freshDir("kafka");
            Path settings = dir.resolve("broker.properties");
            try {
                Files.writeString(settings, """
                        log.retention.ms=-1
                        transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
                        """);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + settings, e);
            }
            return LocalKafka.start(dir, 0, Optional.of(settings));
        }
    }

    private static final class ClickHouse {
        static final LocalClickHouse ENGINE =
                LocalClickHouse.start(new LocalClickHouse.Options(freshDir("clickhouse"), 0, USER, PASSWORD));

        static {
            closeAtEnd(ENGINE::close);
        }
    }

    private static void closeAtEnd(Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close shared stack"));
    }

    /** Creates a unique directory under target/. */
    public static Path freshDir(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/local-stack")), name + "-");
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a directory for " + name, e);
        }
    }

    public static String bootstrapServers() {
        return Kafka.BROKER.bootstrapServers();
    }

    public static String clickHouseUrl() {
        return ClickHouse.ENGINE.url();
    }

    /** Returns {@code prefix} with a suffix that is unique in this JVM. */
    public static String uniqueName(String prefix) {
        return prefix + "_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    }

    /** Creates a database for a test and returns its name. */
    public static String newDatabase() {
        String database = uniqueName("test");
        query("CREATE DATABASE " + database);
        return database;
    }

    /** Runs a statement on the shared engine and returns its result as tab-separated text without the last line end. */
    public static String query(String sql) {
        return query(clickHouseUrl(), sql);
    }

    /** Runs a statement on another engine with the same user. */
    public static String query(String url, String sql) {
        return send(URI.create(url + "/"), sql);
    }

    /** Runs a statement on the shared engine with the database of unqualified names. */
    public static String queryIn(String database, String sql) {
        return send(URI.create(clickHouseUrl() + "/?database=" + database), sql);
    }

    /** Inserts a file's rows into a table of the shared engine. */
    public static void insert(String table, String format, Path file) {
        String statement =
                URLEncoder.encode("INSERT INTO %s FORMAT %s".formatted(table, format), StandardCharsets.UTF_8);
        try {
            send(URI.create(clickHouseUrl() + "/?query=" + statement), HttpRequest.BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("missing file " + file, e);
        }
    }

    private static String send(URI address, String sql) {
        return send(address, HttpRequest.BodyPublishers.ofString(sql));
    }

    private static String send(URI address, HttpRequest.BodyPublisher body) {
        String credentials = USER + ":" + PASSWORD;
        HttpRequest request = HttpRequest.newBuilder(address)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(body)
                .build();
        try {
            HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
                if (response.statusCode() != 200) {
                    throw new IllegalStateException(text);
                }
                return text;
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot ask the engine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the engine", e);
        }
    }
}
