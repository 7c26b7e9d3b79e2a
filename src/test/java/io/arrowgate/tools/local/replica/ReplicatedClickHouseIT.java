package io.arrowgate.tools.local.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests the model of a cluster against the documented behaviour of a real one. */
@ResourceLock(ReplicaTestBed.LOCK)
class ReplicatedClickHouseIT {
    private static final int A = 0;
    private static final int B = 1;
    private static final Duration PATIENCE = MachineSpeed.seconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ReplicatedClickHouse model;
    private String table;

    @BeforeEach
    void tableOnBoth() throws Exception {
        model = ReplicaTestBed.replicas();
        String database = SharedStack.uniqueName("replicated");
        table = database + ".t";
        ask(A, "CREATE DATABASE `" + database + "` ON CLUSTER `model`");
        ask(
                A,
                "CREATE TABLE " + table + " ON CLUSTER `model` (k Int32, v Nullable(String)) ENGINE ="
                        + " ReplicatedReplacingMergeTree PARTITION BY k % 2 ORDER BY k"
                        + " SETTINGS replicated_deduplication_window = 100");
    }

    @AfterEach
    void mended() {
        model.resumeFetches();
    }

    private String ask(int replica, String sql) {
        return SharedStack.query(model.url(replica), sql);
    }

    private String ask(int replica, String parameters, String sql) throws IOException, InterruptedException {
        String credentials = SharedStack.USER + ":" + SharedStack.PASSWORD;
        HttpRequest request = HttpRequest.newBuilder(URI.create(model.url(replica) + "/?" + parameters))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body().strip();
    }

    private String insert(int replica, String token, String settings, String rows)
            throws IOException, InterruptedException {
        String query = URLEncoder.encode("INSERT INTO " + table + " FORMAT CSV", StandardCharsets.UTF_8);
        return ask(replica, "query=" + query + "&insert_deduplication_token=" + token + settings, rows);
    }

    private int count(int replica) {
        return Integer.parseInt(ask(replica, "SELECT count() FROM " + table));
    }

    @Test
    void tokenIsKnownOnBothReplicasBeforeTheRowsAreCopied() throws Exception {
        model.pauseFetches();
        assertThat(insert(A, "one", "", "1,a\n2,b\n")).isEmpty();
        // When: the same insert is sent to the other one
        assertThat(insert(B, "one", "", "1,a\n2,b\n")).isEmpty();
        // Then: it is acknowledged and adds no rows yet
        assertThat(count(A)).isEqualTo(2);
        assertThat(count(B)).isZero();
        model.resumeFetches();
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        assertThat(count(A)).isEqualTo(2);
        assertThat(count(B)).isEqualTo(2);
    }

    @Test
    void tokenIsPerTablePartition() throws Exception {
        insert(A, "one", "", "1,a\n");
        assertThat(insert(B, "one", "", "1,a\n2,b\n")).isEmpty();
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        assertThat(count(A)).isEqualTo(2);
        assertThat(count(B)).isEqualTo(2);
    }

    @Test
    void syncReplicaWaitsForPartsRegisteredBefore() throws Exception {
        model.pauseFetches();
        insert(A, "one", "", "1,a\n");
        CompletableFuture<String> synced =
                CompletableFuture.supplyAsync(() -> ask(B, "SYSTEM SYNC REPLICA " + table + " LIGHTWEIGHT"));
        assertThat(ask(B, "max_execution_time=1", "SYSTEM SYNC REPLICA " + table))
                .contains("TIMEOUT_EXCEEDED");
        assertThat(synced).isNotDone();
        model.resumeFetches();
        synced.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(count(B)).isEqualTo(1);
    }

    @Test
    void quorumIsAcknowledgedAfterTheCopy() throws Exception {
        model.pauseFetches();
        assertThat(insert(A, "one", "&insert_quorum=auto&insert_quorum_timeout=300", "1,a\n"))
                .contains("UNKNOWN_STATUS_OF_INSERT");
        // The rows stay, and a repeat waits for their copy as well.
        assertThat(count(A)).isEqualTo(1);
        assertThat(insert(B, "one", "&insert_quorum=2&insert_quorum_timeout=300", "1,a\n"))
                .contains("UNKNOWN_STATUS_OF_INSERT");
        model.resumeFetches();
        assertThat(insert(B, "one", "&insert_quorum=2", "1,a\n")).isEmpty();
        assertThat(count(B)).isEqualTo(1);
    }

    @Test
    void killedReplicaRestartsWithItsRowsAndCatchesUp() throws Exception {
        insert(A, "one", "", "1,a\n");
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        String databaseOfA = table.replace(".t", "");
        model.kill(A);
        try {
            assertThat(insert(B, "two", "&insert_quorum=auto", "2,b\n")).contains("TOO_FEW_LIVE_REPLICAS");
            assertThat(insert(B, "two", "", "2,b\n")).isEmpty();
            ask(B, "ALTER TABLE " + table + " ADD COLUMN w Int8");
            assertThatThrownBy(() -> ask(A, "SELECT 1")).hasMessageContaining("cannot ask");
        } finally {
            model.restart(A);
        }
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        assertThat(ask(A, "SELECT k, v, w FROM " + table + " ORDER BY k")).isEqualTo("1\ta\t0\n2\tb\t0");
        assertThat(ask(A, "SELECT engine FROM system.tables WHERE database = '" + databaseOfA + "'"))
                .isEqualTo("ReplicatedReplacingMergeTree");
    }

    @Test
    void lostReplicaLosesUncopiedRowsButItsTokensStay() throws Exception {
        insert(A, "one", "", "1,a\n");
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        model.pauseFetches();
        insert(A, "two", "", "3,b\n");
        model.lose(A);
        try {
            model.resumeFetches();
            assertThat(insert(B, "two", "", "3,b\n")).isEmpty();
            assertThat(count(B)).isEqualTo(1);
            assertThat(insert(B, "three", "&insert_quorum=auto", "3,b\n")).isEmpty();
        } finally {
            model.replace(A);
        }
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        assertThat(count(A)).isEqualTo(2);
        insert(A, "four", "&insert_quorum=auto", "5,c\n");
        assertThat(count(A)).isEqualTo(3);
        assertThat(count(B)).isEqualTo(3);
    }

    @Test
    void partsArriveLateAndOutOfOrder() throws Exception {
        model.setMaxLag(MachineSpeed.seconds(2));
        int outOfOrder = 0;
        for (int k = 0; k < 12; k++) {
            insert(A, "k" + k, "", k + ",a\n");
        }
        while (model.missingParts(B) > 0) {
            long shown = count(B);
            outOfOrder += shown > 0 && Long.parseLong(ask(B, "SELECT max(k) FROM " + table)) >= shown ? 1 : 0;
        }
        assertThat(outOfOrder).isPositive();
        assertThat(count(B)).isEqualTo(12);
    }
}
