package io.arrowgate.tools.tour;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.live.LivePage;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.StackInstance;
import io.arrowgate.tools.run.PreflightCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/**
 * Runs the servers and the job of a tour, with a data directory and ports of their own. The user's servers and settings are not used,
 * so a tour can run next to a stack. Closing it deletes all data.
 */
public final class TourStack implements AutoCloseable {
    private static final String ORIGIN = "tour";
    private static final String DEFINITION = "streams/sensors.yaml";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path dir;
    private final String dataDir;
    private JobSettings settings;
    private TourJobProcess job;

    private TourStack(Path dir, String dataDir) {
        this.dir = dir;
        this.dataDir = dataDir;
    }

    /**
     * Starts servers and job.
     *
     * @param given with the user's data directory, which gets the folder of the tour, and no other setting
     */
    public static TourStack start(ResolvedOptions given, PrintWriter out) throws Exception {
        checkUnset(given);
        String folder = Path.of(given.get(LocalOptions.DATA_DIR), "tour").toString();
        ResolvedOptions options = SettingsLoader.load(Map.of(), null, Map.of())
                .with(LocalOptions.DATA_DIR, folder, ORIGIN)
                .with(ArrowgateOptions.JOB_NAME, "tour", ORIGIN)
                .with(ArrowgateOptions.CHECKPOINT_INTERVAL, "1 s", ORIGIN)
                .with(ArrowgateOptions.STREAMS, Tour.STREAM, ORIGIN);
        for (ArrowgateOption<Integer> port : List.of(
                LocalOptions.KAFKA_PORT,
                LocalOptions.CLICKHOUSE_PORT,
                LocalOptions.FLINK_UI_PORT,
                LocalOptions.LIVE_PORT)) {
            options = options.with(port, "0", ORIGIN);
        }
        StackInstance.checkFree(options);
        TourStack tour = new TourStack(LocalStack.dataDir(options), folder);
        try {
            tour.startAll(options, out);
        } catch (Exception e) {
            tour.close();
            throw e;
        }
        return tour;
    }

    /** Rejects settings of the environment, which the commands of the tour would use. */
    private static void checkUnset(ResolvedOptions given) {
        Stream.concat(ArrowgateOptions.ALL.stream(), LocalOptions.ALL.stream())
                .filter(option -> !option.key().equals(LocalOptions.DATA_DIR.key()) && given.isSet(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new InvalidSettingException(
                                    option.key(),
                                    "is set, but a tour runs with settings of its own; unset it for the tour")
                            .from(given.origin(option.key()));
                });
    }

    private void startAll(ResolvedOptions given, PrintWriter out) throws Exception {
        FileUtils.deleteDirectory(dir.toFile()); // of a tour that was killed
        writeDefinition();
        ResolvedOptions options = given.with(
                ArrowgateOptions.STREAMS_DIR, definition().getParent().toString(), ORIGIN);
        new PreflightCheck(options, out).check();
        StackInstance instance = StackInstance.claim(options);
        started.push(instance);
        LocalStack stack = LocalStack.start(options, line -> out.println(line + " …"));
        started.push(stack);
        instance.record(stack.options());
        out.println("Starting the job …");
        job = new TourJobProcess(dir, stack.jobOptions());
        started.push(job);
        job.start();
        settings = stack.jobSettings();
        LivePage live = LivePage.start(settings, URI.create(job.uiUrl()), 0);
        started.push(live);
        out.printf("Running; live page at %s, Flink's web UI at %s%n", live.url(), job.uiUrl());
    }

    private void writeDefinition() throws IOException {
        Files.createDirectories(definition().getParent());
        try (InputStream builtIn = TourStack.class.getResourceAsStream("/" + DEFINITION)) {
            Files.copy(builtIn, definition());
        }
    }

    /** Returns the file of the stream's definition. */
    public Path definition() {
        return dir.resolve(DEFINITION);
    }

    /** Returns the value of {@code --data-dir} with which commands find the servers. */
    public String dataDir() {
        return dataDir;
    }

    public JobSettings settings() {
        return settings;
    }

    public TourJob job() {
        return job;
    }

    /** Stops everything in reverse order, and deletes the data. */
    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
        FileUtils.deleteDirectory(dir.toFile());
    }
}
