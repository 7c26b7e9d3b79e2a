package io.arrowgate.tools.local;

import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.LoopbackPorts;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A single-node Kafka broker in a process of its own that keeps its cluster id, topics and offsets in one directory. */
public final class LocalKafka implements AutoCloseable {
    private static final Duration START_LIMIT = MachineSpeed.seconds(120);

    private final ChildProcess process;
    private final int port;

    private LocalKafka(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a broker on the loopback interface and waits until it serves.
     *
     * @param dir where the broker keeps its data and its log file; made if missing, taken up again if not
     * @param port 0 for any free one
     * @throws LocalStackException if the port is taken or the broker does not start
     */
    public static LocalKafka start(Path dir, int port) {
        return start(dir, port, Optional.empty());
    }

    /**
     * The same with settings of the broker's own.
     *
     * @param settings a .properties file: its lists of listeners are added to the broker's, its other settings come first
     */
    static LocalKafka start(Path dir, int port, Optional<Path> settings) {
        int claimed = LoopbackPorts.claim(port, "--kafka-port");
        Path data = dir.toAbsolutePath().resolve("data");
        List<String> arguments = new ArrayList<>(List.of(data.toString(), String.valueOf(claimed)));
        settings.ifPresent(file -> arguments.add(file.toString()));
        ChildProcess process = ChildProcess.start(new ChildProcess.Spec(
                "the Kafka broker",
                KafkaServerMain.class,
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-Duser.timezone=UTC"),
                arguments,
                Map.of(),
                dir.toAbsolutePath().resolve("kafka.log"),
                START_LIMIT));
        return new LocalKafka(process, claimed);
    }

    public String bootstrapServers() {
        return process.readyText();
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the broker at once, as a crash does; the next start waits until the old broker's session of 9 s has run out. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
