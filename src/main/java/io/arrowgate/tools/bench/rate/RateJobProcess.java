package io.arrowgate.tools.bench.rate;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Runs job and live page in a process of their own, with the JVM flags of {@code up}. */
final class RateJobProcess implements AutoCloseable {
    private static final String UP_FLAGS = "arrowgate.up-flags";
    private static final Duration START_LIMIT = MachineSpeed.seconds(120);

    private final ChildProcess process;

    private RateJobProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts the process and waits for the job's first checkpoint.
     *
     * @param dir for the settings and the log of the process
     * @param options of the job, with a checkpoint directory on this machine
     * @param backend that holds the job's state
     */
    static RateJobProcess start(Path dir, ResolvedOptions options, StateBackend backend) throws IOException {
        Path settings = dir.resolve("job.properties").toAbsolutePath();
        Properties content = new Properties();
        content.putAll(options.texts(ArrowgateOptions.ALL));
        // The file holds the password.
        Files.createFile(settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(settings)) {
            content.store(out, null);
        }
        return new RateJobProcess(ChildProcess.start(new ChildProcess.Spec(
                "the measured job",
                RateJobMain.class,
                jvmFlags(),
                List.of(settings.toString(), backend.name()),
                Map.of(),
                settings.resolveSibling("job.log"),
                START_LIMIT)));
    }

    /** Returns the flags of {@code up}, which the launcher passes on; those of access to internals are passed to every child. */
    private static List<String> jvmFlags() {
        return Stream.concat(
                        Stream.of("-Duser.timezone=UTC", "-Djdk.httpserver.maxConnections=512"),
                        Stream.of(System.getProperty(UP_FLAGS, "").split(" ")).filter(flag -> !flag.isEmpty()))
                .toList();
    }

    long pid() {
        return process.pid();
    }

    /** Returns the address of Flink's REST interface. */
    URI uiUrl() {
        return URI.create(process.readyText());
    }

    void checkAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the process of the measured job has ended; its log is in the data directory");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
