package io.arrowgate.tools.chaos.inject;

import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.chaos.stack.ChaosStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until the job is well again: every subtask runs, a new checkpoint is complete, and both tables grow. */
public final class RecoveryCheck {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 200;

    private final ChaosStack stack;
    private final BooleanSupplier stopped;

    /** @param stopped ends the wait with an exception */
    public RecoveryCheck(ChaosStack stack, BooleanSupplier stopped) {
        this.stack = stack;
        this.stopped = stopped;
    }

    /**
     * Waits until the job runs, has completed a later checkpoint and has added rows to every table.
     *
     * @param checkpoint the newest one when the fault was injected
     */
    public void await(long checkpoint) throws IOException, InterruptedException, SQLException {
        Map<String, Long> rows = new HashMap<>();
        for (String stream : StreamDefinitions.BUILT_IN) {
            rows.put(stream, stack.rows(stream));
        }
        await(() -> isWell(checkpoint, rows));
    }

    /** Waits for a checkpoint after this one, which takes no events. */
    void awaitCheckpoint(long checkpoint) throws IOException, InterruptedException, SQLException {
        await(() -> hasCheckpointAfter(checkpoint));
    }

    /** Answers whether it is well by now. */
    private interface Check {
        boolean isWell() throws IOException, InterruptedException, SQLException;
    }

    private void await(Check check) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        while (!check.isWell()) {
            checkJob();
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(MachineSpeed.scale(LIMIT)) > 0) {
                stack.dumpThreads();
                throw new IllegalStateException(
                        "the job has not recovered within %s; its last failure: %s; logs, with what the threads of each TaskManager were doing, are in %s"
                                .formatted(waited, stack.job().failure(), stack.dir()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Fails if the job has ended, or if it is time to stop. */
    void checkJob() throws IOException, InterruptedException {
        if (stopped.getAsBoolean()) {
            throw new InterruptedException("asked to stop");
        }
        if (stack.job().hasEnded()) {
            throw new IllegalStateException("the job ended: " + stack.job().failure());
        }
    }

    private boolean hasCheckpointAfter(long checkpoint) throws IOException, InterruptedException {
        return stack.job().isWhole() && stack.job().newestCheckpoint() > checkpoint;
    }

    private boolean isWell(long checkpoint, Map<String, Long> rows)
            throws IOException, InterruptedException, SQLException {
        if (!hasCheckpointAfter(checkpoint)) {
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
