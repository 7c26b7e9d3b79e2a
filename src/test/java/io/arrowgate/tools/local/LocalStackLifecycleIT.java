package io.arrowgate.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.testing.TestPorts;
import io.arrowgate.tools.local.http.ClickHouseServerMain;
import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests starts, crashes, stops and restarts: acknowledged data survive. */
@Tag("long")
class LocalStackLifecycleIT {
    private static String query(LocalClickHouse engine, String sql) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(engine.url() + "/?user=default&password=secret"))
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    private static LocalClickHouse.Options options(Path dir, int port) {
        return new LocalClickHouse.Options(dir, port, "default", "secret");
    }

    @Test
    void engineKeepsItsRowsAcrossACrashAndAStop() throws Exception {
        Path dir = SharedStack.freshDir("engine-lifecycle");
        int port = TestPorts.next();
        try (LocalClickHouse engine = LocalClickHouse.start(options(dir, port))) {
            query(engine, "CREATE TABLE t (a Int32) ENGINE = MergeTree ORDER BY a");
            query(engine, "INSERT INTO t SELECT number FROM numbers(1000)");
            engine.kill();
        }
        try (LocalClickHouse engine = LocalClickHouse.start(options(dir, port))) {
            assertThat(query(engine, "SELECT count() FROM t")).isEqualTo("1000");
            query(engine, "INSERT INTO t SELECT number FROM numbers(1000)");
        }
        try (LocalClickHouse engine = LocalClickHouse.start(options(dir, port))) {
            assertThat(query(engine, "SELECT count() FROM t")).isEqualTo("2000");
        }
    }

    @Test
    void brokerKeepsClusterIdAndTopicsAcrossACrash() throws Exception {
        Path dir = SharedStack.freshDir("broker-lifecycle");
        String clusterId;
        int port = TestPorts.next();
        try (LocalKafka broker = LocalKafka.start(dir, port);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            clusterId = admin.describeCluster().clusterId().get();
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                    .all()
                    .get();
            broker.kill();
        }
        try (LocalKafka broker = LocalKafka.start(dir, port);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void killedBrokerDoesNotWaitForKafkasDefaultSession() {
        Path dir = SharedStack.freshDir("broker-session");
        int port = TestPorts.next();
        long begin = System.nanoTime();
        try (LocalKafka broker = LocalKafka.start(dir, port)) {
            Duration firstStart = Duration.ofNanos(System.nanoTime() - begin);
            broker.kill();
            begin = System.nanoTime();
            LocalKafka.start(dir, port).close();
            Duration secondStart = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(secondStart).isLessThan(firstStart.plusSeconds(6));
        }
    }

    @Test
    void portInUseErrorNamesTheOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalKafka.start(SharedStack.freshDir("taken"), taken.getLocalPort()))
                    .hasMessage(
                            "port " + taken.getLocalPort()
                                    + " is taken: choose another one with --kafka-port, or free ones for all servers with --free-ports");
        }
    }

    @Test
    void startFailureOfAChildQuotesTheEndOfItsLog() {
        Path dir = SharedStack.freshDir("unstartable");
        ChildProcess.Spec spec = new ChildProcess.Spec(
                "the engine",
                ClickHouseServerMain.class,
                List.of("-Xmx64m"),
                List.of("/no/such/library", dir.toString(), "0", "1"),
                Map.of(),
                dir.resolve("child.log"),
                MachineSpeed.seconds(30));

        assertThatThrownBy(() -> ChildProcess.start(spec))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("the engine ended before it was ready")
                .hasMessageContaining("/no/such/library");
    }
}
