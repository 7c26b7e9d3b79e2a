package io.arrowgate.tools.local.replica;

import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Provides one model of a cluster for all tests of a JVM, like {@link SharedStack}. A test that breaks a replica repairs it, so only one
 * class at a time may use the model: each declares {@link #LOCK} as a resource.
 */
public final class ReplicaTestBed {
    public static final String LOCK = "replicas";

    private ReplicaTestBed() {}

    private static final class Replicated {
        static final ReplicatedClickHouse MODEL = start();

        private static ReplicatedClickHouse start() {
            try {
                ReplicatedClickHouse model = ReplicatedClickHouse.start(new ReplicatedClickHouse.Options(
                        SharedStack.freshDir("replicas"),
                        SharedStack.USER,
                        SharedStack.PASSWORD,
                        ReplicatedClickHouse.Engine.REPLICATED,
                        Duration.ZERO,
                        1));
                Runtime.getRuntime().addShutdownHook(new Thread(model::close, "close replicas"));
                return model;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start the model of a cluster", e);
            }
        }
    }

    /** Returns two replicas in sync that copy parts immediately. */
    public static ReplicatedClickHouse replicas() throws InterruptedException {
        ReplicatedClickHouse model = Replicated.MODEL;
        model.resumeFetches();
        model.setMaxLag(Duration.ZERO);
        if (!model.awaitInSync(MachineSpeed.seconds(20))) {
            throw new IllegalStateException("an earlier test left replicas that do not catch up");
        }
        return model;
    }
}
