package io.arrowgate.tools.chaos.stack;

import io.arrowgate.tools.local.process.MachineSpeed;
import io.arrowgate.tools.local.replica.ReplicatedClickHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Controls the model of a cluster of two replicas and breaks one of them at a time. */
public final class ReplicaPair implements ChaosClickHouse {
    private static final Duration SYNC_LIMIT = MachineSpeed.seconds(180);
    private static final int REPLICAS = 2;

    private final ReplicatedClickHouse cluster;
    private int broken;

    /** @param maxLag maximum delay of copying a part */
    ReplicaPair(Path dir, String user, String password, Duration maxLag, long seed) throws IOException {
        cluster = ReplicatedClickHouse.start(new ReplicatedClickHouse.Options(
                dir, user, password, ReplicatedClickHouse.Engine.REPLICATED, maxLag, seed));
    }

    @Override
    public List<String> urls() {
        return cluster.urls();
    }

    @Override
    public String liveUrl() {
        return cluster.url(cluster.isActive(0) ? 0 : 1);
    }

    @Override
    public void kill(double moment) {
        broken = (int) (moment * REPLICAS);
        cluster.kill(broken);
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        cluster.restart(broken);
    }

    /** Kills a replica and deletes its data. */
    public void lose(double moment) throws IOException {
        broken = (int) (moment * REPLICAS);
        cluster.lose(broken);
    }

    /** Replaces the lost replica with an empty one. */
    public void replace() throws IOException, InterruptedException {
        cluster.replace(broken);
    }

    public void pauseFetches() {
        cluster.pauseFetches();
    }

    public void resumeFetches() {
        cluster.resumeFetches();
    }

    @Override
    public long pid(double moment) {
        return cluster.pid((int) (moment * REPLICAS));
    }

    @Override
    public void awaitInSync() throws InterruptedException {
        cluster.setMaxLag(Duration.ZERO);
        cluster.resumeFetches();
        if (!cluster.awaitInSync(SYNC_LIMIT)) {
            throw new IllegalStateException("the replicas do not have the same rows after " + SYNC_LIMIT);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
