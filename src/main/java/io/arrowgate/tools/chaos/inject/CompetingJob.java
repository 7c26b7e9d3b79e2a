package io.arrowgate.tools.chaos.inject;

import io.arrowgate.tools.chaos.stack.ChaosStack;
import io.arrowgate.tools.local.cluster.ClusterJob;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits a second job under the name of the running one. It must be rejected and must not disturb the running job. */
final class CompetingJob implements LastingFaults.Condition {
    private static final Logger LOG = LoggerFactory.getLogger(CompetingJob.class);

    private final ChaosStack stack;
    private final String first;
    private final int restores;
    private final boolean rejected;

    CompetingJob(ChaosStack stack) throws IOException, InterruptedException {
        this.stack = stack;
        first = stack.job().id();
        restores = stack.job().restores();
        rejected = isRefused();
    }

    private boolean isRefused() throws IOException, InterruptedException {
        Optional<ClusterJob> second = submit();
        if (second.isEmpty()) {
            return true;
        }
        try (ClusterJob job = second.get()) {
            job.awaitEnd();
            return true;
        } catch (LocalStackException e) {
            return false; // It runs on.
        }
    }

    /** Submits the job; empty if its main method failed. */
    private Optional<ClusterJob> submit() throws IOException, InterruptedException {
        try {
            return Optional.of(stack.submitSecond());
        } catch (LocalStackException e) {
            LOG.info("a second job of the same name was rejected", e);
            return Optional.empty();
        }
    }

    @Override
    public void check() throws IOException, InterruptedException {
        if (!rejected) {
            throw new IllegalStateException("a second job of the same name is running");
        }
        if (!stack.job().id().equals(first) || stack.job().restores() != restores) {
            throw new IllegalStateException("a second job of the same name made the first one restart: "
                    + stack.job().failure());
        }
    }

    @Override
    public void close() {
        // The rejected job needs no cleanup.
    }
}
