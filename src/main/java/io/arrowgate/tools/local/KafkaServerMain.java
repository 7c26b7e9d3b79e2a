package io.arrowgate.tools.local;

import io.arrowgate.tools.local.process.ChildProcessMain;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** Runs a Kafka broker: one KRaft node that is broker and controller, on the loopback interface. */
final class KafkaServerMain {
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private KafkaServerMain() {}

    /** List settings, to which the settings file appends. */
    private static final Set<String> LISTENERS =
            Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

    /** Starts the broker. Arguments: data directory, port and, optionally, a file of further settings. */
    public static void main(String[] args) {
        ChildProcessMain.run(() -> {
            Path dir = Path.of(args[0]);
            int port = Integer.parseInt(args[1]);
            Properties properties = properties(dir, port);
            if (args.length > 2) {
                add(Path.of(args[2]), properties);
            }
            return start(dir, port, properties);
        });
    }

    private static void add(Path file, Properties properties) throws IOException {
        Properties more = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            more.load(reader);
        }
        more.forEach((key, value) ->
                properties.merge(key, value, (ours, theirs) -> LISTENERS.contains(key) ? ours + "," + theirs : theirs));
    }

    private static ChildProcessMain.Service start(Path dir, int port, Properties properties) throws Exception {
        format(dir);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new ChildProcessMain.Service() {
            @Override
            public String readyText() {
                return "127.0.0.1:" + port;
            }

            @Override
            public void close() {
                server.shutdown();
                server.awaitShutdown();
            }
        };
    }

    /** Formats a new directory with a cluster id; a formatted one keeps its id. */
    private static void format(Path dir) throws Exception {
        // Formatting writes this file last.
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(dir);
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(dir.toString())
                    .setMetadataLogDirectory(dir.toString())
                    .setControllerListenerName(CONTROLLER)
                    // Overwrites the files of an interrupted formatting.
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    /**
     * Returns the settings that differ from Kafka's defaults. {@code message.max.bytes} stays at its default of 1 MiB, the
     * limit of topics without a {@code max.message.bytes} of their own; a topic may exceed the broker's value.
     */
    private static Properties properties(Path dir, int port) throws IOException {
        int controllerPort = LoopbackPorts.free();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("log.dirs", dir.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        // A killed broker registers again once its old session has ended, by default after 9 s.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "1000");
        // The default of 128 MiB is half of this process's heap.
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        return properties;
    }
}
