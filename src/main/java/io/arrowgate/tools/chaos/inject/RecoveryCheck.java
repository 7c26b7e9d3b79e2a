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

/** Waits until the job has recovered: every subtask runs, a new checkpoint is complete, and both tables grow. */
public final class RecoveryCheck {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 200;

    private final ChaosStack stack;
    private final BooleanSupplier stopped;

    /** @param stopped makes the wait end with an exception */
    public RecoveryCheck(ChaosStack stack, BooleanSupplier stopped) {
        this.stack = stack;
        this.stopped = stopped;
    }

    /**
     * Waits until the job runs, has completed a later checkpoint and has added rows to every table.
     *
     * @param checkpoint the latest one when the fault was injected
     */
    public void await(long checkpoint) throws IOException, InterruptedException, SQLException {
        Map<String, Long> rows = new HashMap<>();
        for (String stream : StreamDefinitions.BUILT_IN) {
            rows.put(stream, stack.rows(stream));
        }
        await(() -> isWell(checkpoint, rows));
    }

    /** Waits for a checkpoint after the given one, without requiring new rows. */
    void awaitCheckpoint(long checkpoint) throws IOException, InterruptedException, SQLException {
        await(() -> hasCheckpointAfter(checkpoint));
    }

    /** Checks one condition of the recovery. */
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
                        "the job has not recovered within %s; its last failure: %s; logs and thread dumps of the TaskManagers are in %s"
                                .formatted(waited, stack.job().failure(), stack.dir()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Throws if the job has ended or the run is to stop. */
    void checkJob() throws IOException, InterruptedException {
        if (stopped.getAsBoolean()) {
            throw new InterruptedException("interrupted on request");
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
