package io.arrowgate.cli.chaos;

import io.arrowgate.local.MachineSpeed;
import io.arrowgate.stream.StreamDefinitions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until the job is well again: every subtask runs, a new checkpoint is complete, and both tables grow. */
final class Recovery {
    private static final Duration LIMIT = MachineSpeed.seconds(180);
    private static final long LOOK_MILLIS = 200;

    private final ChaosStack stack;
    private final BooleanSupplier stopped;

    /** @param stopped ends the wait with an exception */
    Recovery(ChaosStack stack, BooleanSupplier stopped) {
        this.stack = stack;
        this.stopped = stopped;
    }

    /** @param checkpoint the newest one when the fault came */
    void await(long checkpoint) throws IOException, InterruptedException, SQLException {
        Map<String, Long> rows = new HashMap<>();
        for (String stream : StreamDefinitions.BUILT_IN) {
            rows.put(stream, stack.rows(stream));
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isWell(checkpoint, rows)) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("asked to stop");
            }
            if (System.nanoTime() > deadline) {
                stack.dumpThreads();
                throw new IllegalStateException(
                        "the job has not recovered within %s; its last failure: %s; logs, with what the threads of each TaskManager were doing, are in %s"
                                .formatted(LIMIT, stack.job().failure(), stack.dir()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean isWell(long checkpoint, Map<String, Long> rows)
            throws IOException, InterruptedException, SQLException {
        if (stack.job().hasEnded()) {
            throw new IllegalStateException("the job ended: " + stack.job().failure());
        }
        if (!stack.job().isWhole() || stack.job().newestCheckpoint() <= checkpoint) {
            return false;
        }
        for (Map.Entry<String, Long> before : rows.entrySet()) {
            if (stack.rows(before.getKey()) <= before.getValue()) {
                return false;
            }
        }
        return true;
    }
}
