package io.arrowgate.tools.chaos;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.chaos.check.AlertComparison;
import io.arrowgate.tools.chaos.check.AlertOutcome;
import io.arrowgate.tools.chaos.check.RowComparison;
import io.arrowgate.tools.chaos.check.StreamOutcome;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.fault.InjectedFault;
import io.arrowgate.tools.chaos.inject.ChaosLoad;
import io.arrowgate.tools.chaos.inject.FaultInjector;
import io.arrowgate.tools.chaos.inject.RecoveryCheck;
import io.arrowgate.tools.chaos.stack.ChaosStack;
import io.arrowgate.tools.chaos.stack.MemoryMonitor;
import io.arrowgate.tools.chaos.stack.MemoryPeak;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.ResponseInterceptor;
import io.arrowgate.tools.verify.Verifier;
import io.arrowgate.tools.verify.VerifyPlan;
import io.arrowgate.tools.verify.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Executes a chaos run: starts the servers, produces events, injects the faults one by one, and compares every row at the end.
 */
public final class ChaosRunner {
    private static final int IN_FLIGHT_SECONDS = 6;

    private final ChaosPlan plan;
    private final PrintWriter out;
    private final BooleanSupplier stopped;

    /** @param stopped makes the run end early with an exception */
    public ChaosRunner(ChaosPlan plan, PrintWriter out, BooleanSupplier stopped) {
        this.plan = plan;
        this.out = out;
        this.stopped = stopped;
    }

    /**
     * Executes the plan. If the job fails or a wait times out, the rows are still compared, and the summary contains the
     * failure.
     *
     * @param dir an empty folder for logs and data, which are kept
     */
    public ChaosSummary run(Path dir, ResolvedOptions options) throws Exception {
        long start = System.nanoTime();
        out.printf("Starting broker, ClickHouse, a JobManager, %d TaskManagers and the job …%n", plan.taskManagers());
        try (ChaosStack stack = ChaosStack.start(dir, plan, options)) {
            List<InjectedFault> faults = new ArrayList<>();
            AtomicReference<MemoryPeak> memory = new AtomicReference<>(MemoryPeak.NONE);
            String failure = "";
            try (TimeLimit limit = new TimeLimit(plan.timeLimit())) {
                limit.during(() -> disturb(stack, faults, memory));
            } catch (Exception e) {
                if (stopped.getAsBoolean()) {
                    throw e;
                }
                failure = String.valueOf(e.getMessage());
                out.println("FAILED: " + failure);
            }
            end(stack, failure.isEmpty());
            stack.awaitReplicasInSync();
            out.println("Comparing every row …");
            RowComparison comparison = new RowComparison(stack.comparisonSettings(), plan.hasPlainTables());
            Map<String, StreamOutcome> streams = comparison.compare();
            for (String stream : StreamDefinitions.BUILT_IN) {
                if (!streams.get(stream).isExact()) {
                    printDifferences(stream, comparison.differences(stream));
                }
            }
            out.println("Comparing every alert …");
            Map<String, AlertOutcome> alerts = compareAlerts(stack.comparisonSettings(), comparison);
            out.println("Verifying the Arrow topics and tables …");
            VerifyReport verification = verify(stack.comparisonSettings());
            return ChaosSummary.of(plan, faults, memory.get(), streams, alerts, verification, since(start), failure);
        }
    }

    private Void disturb(ChaosStack stack, List<InjectedFault> faults, AtomicReference<MemoryPeak> memory)
            throws Exception {
        try (LoadGenerator load = ChaosLoad.start(stack.settings().kafka().bootstrapServers(), plan);
                MemoryMonitor watch = new MemoryMonitor(stack)) {
            try {
                new RecoveryCheck(stack, stopped).await(0);
                injectAll(stack, load, faults);
            } finally {
                memory.set(watch.peak());
                load.stop();
            }
            out.printf("Draining %,d records …%n", load.acknowledged());
        }
        new CheckpointDrain(stack.settings(), stopped).await();
        return null;
    }

    /** Removes all faults so that the job can commit its pending batches, and stops it. */
    private void end(ChaosStack stack, boolean succeeded) throws Exception {
        stack.proxies().setMode(ProxyMode.PASS);
        stack.proxies().setInterceptor(ResponseInterceptor.NONE);
        try {
            if (!succeeded && !stack.job().hasEnded()) {
                new CheckpointDrain(stack.settings(), stopped).await();
            }
            stack.stopJob();
        } catch (IOException | IllegalStateException | ExecutionException e) {
            if (succeeded) {
                throw e;
            }
            out.println("The job could not be stopped cleanly either: " + e.getMessage());
        }
    }

    private Map<String, AlertOutcome> compareAlerts(JobSettings settings, RowComparison rows) throws Exception {
        AlertComparison comparison = new AlertComparison(settings);
        Map<String, AlertOutcome> alerts = comparison.compare(rows::rows);
        for (String stream : alerts.keySet()) {
            if (!alerts.get(stream).isExact()) {
                out.printf("%s: alerts that differ, with rule, id and state%n", stream);
                comparison.differences(stream).forEach(difference -> out.println("  " + difference));
            }
        }
        return alerts;
    }

    private static VerifyReport verify(JobSettings settings) throws Exception {
        List<StreamDefinition> streams = StreamDefinitions.BUILT_IN.stream()
                .map(StreamDefinitions::builtIn)
                .toList();
        return Verifier.run(VerifyPlan.entireTopics(settings, streams, true));
    }

    private void injectAll(ChaosStack stack, LoadGenerator load, List<InjectedFault> records) throws Exception {
        RecoveryCheck recoveryCheck = new RecoveryCheck(stack, stopped);
        FaultInjector injector = new FaultInjector(stack, plan, load, recoveryCheck);
        for (Fault fault : plan.faults()) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("interrupted on request");
            }
            load.check();
            out.printf("%3d/%d  %-60s", records.size() + 1, plan.faults().size(), fault.text());
            out.flush();
            long checkpoint = stack.job().newestCheckpoint();
            FaultInjector.Injected injected = injector.inject(fault);
            recoveryCheck.await(checkpoint);
            Duration took = since(injected.endNanos());
            if (fault.kind() == FaultKind.OUTAGE) {
                // The records of the last few checkpoints are always in flight.
                new CheckpointDrain(stack.settings(), stopped)
                        .await((long) (ChaosLoad.recordsPerSecond(plan) * IN_FLIGHT_SECONDS));
                out.printf(
                        "inserting again after %.1f s, caught up after %.1f s%n",
                        ChaosSummary.seconds(took), ChaosSummary.seconds(since(injected.endNanos())));
                took = since(injected.endNanos());
            }
            records.add(new InjectedFault(fault, injected.inPhase(), took));
            out.printf(
                    " %s recovered in %5.1f s   %,d records%n",
                    injected.inPhase() ? "" : "(its moment did not occur)",
                    ChaosSummary.seconds(took),
                    load.acknowledged());
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void printDifferences(String stream, List<String> differences) {
        out.printf(
                "%s: partition, offset, position in the record, rows in the table, expected row, actual row%n", stream);
        differences.forEach(difference -> out.println("  " + difference));
    }
}
