package io.arrowgate.tools.local;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.util.FileUtils;

/**
 * Starts the servers that the user did not configure on this machine: a broker unless {@code kafka.bootstrap-servers} is set, a
 * ClickHouse engine unless {@code clickhouse.url} is.
 */
public final class LocalStack implements AutoCloseable {
    private static final String HOME_PROPERTY = "arrowgate.home";
    private static final String ORIGIN = "local stack";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final LocalPassword password;
    private ResolvedOptions options;

    private LocalStack(ResolvedOptions options, LocalPassword password) {
        this.options = options;
        this.password = password;
    }

    /**
     * Starts the missing servers at the same time. If one fails to start, the other is stopped.
     *
     * @param progress receives a line for each step
     */
    public static LocalStack start(ResolvedOptions options, Consumer<String> progress) throws Exception {
        return start(options, LocalPassword.of(options), progress);
    }

    private static LocalStack start(ResolvedOptions options, LocalPassword password, Consumer<String> progress)
            throws Exception {
        LocalStack stack = new LocalStack(options.withPreset(ArrowgateOptions.JOB_NAME, "arrowgate", ORIGIN), password);
        try {
            stack.startMissing(progress);
        } catch (Exception e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /** Starts the missing servers with new data in a folder of this name under {@code data.dir}, which is emptied before. */
    public static LocalStack startFresh(ResolvedOptions options, String folder, Consumer<String> progress)
            throws Exception {
        Path dir = freshDir(options, folder);
        // Commands read the password from the data directory itself, which is never emptied.
        return start(options.with(LocalOptions.DATA_DIR, dir.toString(), ORIGIN), LocalPassword.of(options), progress);
    }

    /** Returns an emptied folder of this name under {@code data.dir}. */
    public static Path freshDir(ResolvedOptions options, String folder) throws IOException {
        Path dir = dataDir(options).resolve(folder);
        FileUtils.deleteDirectory(dir.toFile());
        return Files.createDirectories(dir);
    }

    /** Returns the folder of all data. */
    public Path dataDir() {
        return dataDir(options);
    }

    /** Returns the options with the addresses of the started servers. */
    public ResolvedOptions options() {
        return options;
    }

    /** Returns the process id of the broker; empty if another broker is used. */
    public OptionalLong brokerPid() {
        return pid(LocalKafka.class);
    }

    /** Returns the process id of the ClickHouse engine; empty if another server is used. */
    public OptionalLong enginePid() {
        return pid(LocalClickHouse.class);
    }

    private OptionalLong pid(Class<? extends ServerProcess> type) {
        return started.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .mapToLong(ServerProcess::pid)
                .findFirst();
    }

    /**
     * Returns the file of request headers with ClickHouse's password, for {@code curl -H @FILE}; empty if the user gave a
     * password or a server.
     */
    public Optional<Path> headerFile() {
        return password.headerFile(options);
    }

    /** Returns the settings of the job. */
    public JobSettings jobSettings() {
        return JobSettings.from(jobOptions());
    }

    /** Returns the options of the job, with checkpoints in a folder under {@code data.dir}. */
    public ResolvedOptions jobOptions() {
        Path checkpoints = dataDir(options).resolve("checkpoints").resolve(options.get(ArrowgateOptions.JOB_NAME));
        return options.withPreset(
                ArrowgateOptions.CHECKPOINT_DIR, checkpoints.toUri().toString(), ORIGIN);
    }

    /**
     * Returns the data directory. A relative path is resolved against the project's folder if the launcher passed it, so that
     * the working directory does not matter.
     */
    public static Path dataDir(ResolvedOptions options) {
        Path home = Path.of(System.getProperty(HOME_PROPERTY, ""));
        return home.resolve(options.get(LocalOptions.DATA_DIR)).toAbsolutePath();
    }

    // The engine starts while a killed broker waits for the end of its old session.
    private void startMissing(Consumer<String> progress) {
        Optional<LocalKafka> kafka = launchKafka(progress);
        startClickHouse(progress);
        kafka.ifPresent(this::awaitReady);
    }

    private Optional<LocalKafka> launchKafka(Consumer<String> progress) {
        if (options.isSet(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS)) {
            return Optional.empty();
        }
        progress.accept("Starting the Kafka broker");
        LocalKafka kafka = LocalKafka.launch(dataDir().resolve("kafka"), options.get(LocalOptions.KAFKA_PORT));
        started.push(kafka);
        return Optional.of(kafka);
    }

    private void awaitReady(LocalKafka kafka) {
        kafka.awaitReady();
        options = options.withPreset(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers(), ORIGIN);
    }

    private void startClickHouse(Consumer<String> progress) {
        if (options.isSet(ArrowgateOptions.CLICKHOUSE_URL)) {
            return;
        }
        options = password.generateFor(options);
        LocalClickHouse.Options engine = new LocalClickHouse.Options(
                dataDir().resolve("clickhouse"),
                options.get(LocalOptions.CLICKHOUSE_PORT),
                options.get(ArrowgateOptions.CLICKHOUSE_USER),
                options.get(ArrowgateOptions.CLICKHOUSE_PASSWORD));
        if (LocalClickHouse.needsEngineDownload(engine)) {
            progress.accept("Downloading the ClickHouse engine (about 180 MB, once)");
            LocalClickHouse.downloadEngine(engine, progress);
        }
        progress.accept("Starting the ClickHouse engine");
        LocalClickHouse clickHouse = LocalClickHouse.start(engine);
        started.push(clickHouse);
        options = options.withPreset(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.url(), ORIGIN);
    }

    /** Stops the started servers in reverse order. */
    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
