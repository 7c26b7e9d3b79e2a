package io.arrowgate.tools.tour;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.LoopbackPorts;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Runs the job of the tour in a process of its own, which can be killed. */
public final class TourJobProcess implements TourJob {
    private static final Duration START_LIMIT = MachineSpeed.seconds(120);

    private final Path settings;
    private final int uiPort = LoopbackPorts.free();
    private ChildProcess process;

    /**
     * @param dir for the settings and the log of the process
     * @param options of the job, with a checkpoint directory on this machine
     */
    public TourJobProcess(Path dir, ResolvedOptions options) throws IOException {
        settings = dir.resolve("job.properties").toAbsolutePath();
        Properties content = new Properties();
        content.putAll(options.texts(ArrowgateOptions.ALL));
        // The file holds the password.
        Files.createFile(settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(settings)) {
            content.store(out, null);
        }
    }

    /** Starts the process, and waits for the job's first checkpoint. */
    @Override
    public void start() {
        process = ChildProcess.start(new ChildProcess.Spec(
                "the job",
                TourJobMain.class,
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC"),
                List.of(settings.toString(), Integer.toString(uiPort)),
                Map.of(),
                settings.resolveSibling("job.log"),
                START_LIMIT));
    }

    @Override
    public void stop() {
        process.close();
    }

    /** Kills the process, as {@code kill -9} does. */
    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Returns the address of Flink's web UI, which is the same after a restart. */
    public String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    /** Kills the process: the state of a tour is not needed any more. */
    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
    }
}
