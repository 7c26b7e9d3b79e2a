package io.arrowgate.tools.local;

import io.arrowgate.tools.local.http.ClickHouseServerMain;
import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Runs a ClickHouse engine with ClickHouse's HTTP interface in a process of its own. Its data persist in one directory. */
public final class LocalClickHouse extends ServerProcess {
    private final Options options;

    /**
     * Describes how to run the engine.
     *
     * @param dir for data and the log file; created if missing, reused otherwise
     * @param port of the HTTP interface; 0 for any free one
     * @param engineDir where the engine is installed; downloaded on first use
     * @param maxServerMemoryBytes memory limit of all queries together
     */
    public record Options(Path dir, int port, String user, String password, Path engineDir, long maxServerMemoryBytes) {
        /** Overrides the default folder of the engine. */
        public static final String ENGINE_DIR_PROPERTY = "arrowgate.engine.dir";

        private static final long DEFAULT_MAX_SERVER_MEMORY_BYTES = 4_000_000_000L;
        private static final long MIN_SERVER_MEMORY_BYTES = 256_000_000L;

        public Options {
            Objects.requireNonNull(dir, "dir");
            Objects.requireNonNull(password, "password");
            Objects.requireNonNull(engineDir, "engineDir");
            if (user == null || user.isEmpty()) {
                throw new IllegalArgumentException("user must not be empty");
            }
            if (maxServerMemoryBytes < MIN_SERVER_MEMORY_BYTES) {
                throw new IllegalArgumentException("maxServerMemoryBytes must be at least " + MIN_SERVER_MEMORY_BYTES
                        + ", but is " + maxServerMemoryBytes);
            }
        }

        /** Creates options for the engine in its default folder, with 4 GB of memory. */
        public Options(Path dir, int port, String user, String password) {
            this(dir, port, user, password, defaultEngineDir(), DEFAULT_MAX_SERVER_MEMORY_BYTES);
        }

        private static Path defaultEngineDir() {
            return Path.of(System.getProperty(ENGINE_DIR_PROPERTY, ".arrowgate/engine"));
        }

        @Override
        public String toString() {
            return "Options[dir=" + dir + ", port=" + port + ", user=" + user + ", engineDir=" + engineDir + "]";
        }
    }

    private LocalClickHouse(ChildProcess process, Options options, int port) {
        super(process, port);
        this.options = options;
    }

    /**
     * Starts the engine on the loopback interface and waits until it is ready; downloads it first if it is missing.
     *
     * @throws LocalStackException if the port is in use, or the engine cannot be downloaded or started
     */
    public static LocalClickHouse start(Options options) {
        int port = LoopbackPorts.claim(options.port(), "--clickhouse-port");
        Path dir = options.dir().toAbsolutePath();
        Path library = EngineInstaller.install(options.engineDir().toAbsolutePath(), line -> {});
        ChildProcess process = ChildProcess.start(new ChildProcess.Spec(
                "the ClickHouse engine",
                ClickHouseServerMain.class,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        // ClickHouse's max_connections. Beyond it the JDK's server closes a connection after each
                        // response.
                        "-Dsun.net.httpserver.maxIdleConnections=4096",
                        "-Djdk.httpserver.maxConnections=4096",
                        "-Duser.timezone=UTC",
                        // Otherwise every small response waits for the client's delayed acknowledgement.
                        "-Dsun.net.httpserver.nodelay=true"),
                List.of(
                        library.toString(),
                        dir.toString(),
                        String.valueOf(port),
                        String.valueOf(options.maxServerMemoryBytes())),
                Map.of(
                        "TZ",
                        "UTC",
                        ClickHouseServerMain.USER,
                        options.user(),
                        ClickHouseServerMain.PASSWORD,
                        options.password()),
                dir.resolve("clickhouse.log"),
                START_LIMIT));
        return new LocalClickHouse(process, options, port);
    }

    /** Returns whether {@link #start} has to download the engine first, which takes a while. */
    public static boolean needsEngineDownload(Options options) {
        return !EngineInstaller.isInstalled(options.engineDir().toAbsolutePath());
    }

    /**
     * Downloads the engine, unless it is installed.
     *
     * @param progress receives lines about the download
     */
    static void downloadEngine(Options options, Consumer<String> progress) {
        EngineInstaller.install(options.engineDir().toAbsolutePath(), progress);
    }

    /**
     * Checks that the engine of the default folder is installed or can be downloaded.
     *
     * @throws LocalStackException if it has to be downloaded and npm is missing
     */
    public static void checkEngineAvailable() {
        Path dir = Options.defaultEngineDir().toAbsolutePath();
        if (!EngineInstaller.isInstalled(dir)) {
            EngineInstaller.checkNpm(System.getenv("PATH"));
        }
    }

    /** Returns the server's address, such as {@code http://127.0.0.1:8123}. */
    public String url() {
        return address();
    }

    public String user() {
        return options.user();
    }

    public String password() {
        return options.password();
    }
}
