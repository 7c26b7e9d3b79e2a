package io.arrowgate.tools.local;

import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a single-node Kafka broker in a process of its own. Cluster id, topics and offsets persist in one directory. After
 * {@link #kill}, the next start waits until the old broker's session of 3 s has expired.
 */
public final class LocalKafka extends ServerProcess {
    private LocalKafka(ChildProcess process, int port) {
        super(process, port);
    }

    /**
     * Starts a broker on the loopback interface and waits until it is ready.
     *
     * @param dir for data and the log file; created if missing, reused otherwise
     * @param port of the listener; 0 for any free one
     * @throws LocalStackException if the port is in use or the broker does not start
     */
    public static LocalKafka start(Path dir, int port) {
        return start(dir, port, Optional.empty());
    }

    /**
     * Starts a broker with additional settings.
     *
     * @param settings a .properties file: its listeners are added to the broker's; its other settings take precedence
     */
    static LocalKafka start(Path dir, int port, Optional<Path> settings) {
        LocalKafka kafka = launch(dir, port, settings);
        kafka.awaitReady();
        return kafka;
    }

    /** Starts a broker without waiting until it is ready. */
    static LocalKafka launch(Path dir, int port) {
        return launch(dir, port, Optional.empty());
    }

    private static LocalKafka launch(Path dir, int port, Optional<Path> settings) {
        int claimed = LoopbackPorts.claim(port, "--kafka-port");
        Path data = dir.toAbsolutePath().resolve("data");
        List<String> arguments = new ArrayList<>(List.of(data.toString(), String.valueOf(claimed)));
        settings.ifPresent(file -> arguments.add(file.toString()));
        ChildProcess process = ChildProcess.launch(new ChildProcess.Spec(
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
        return address();
    }
}
