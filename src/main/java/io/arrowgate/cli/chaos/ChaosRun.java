package io.arrowgate.cli.chaos;

import io.arrowgate.cli.verify.Verification;
import io.arrowgate.cli.verify.VerifyPlan;
import io.arrowgate.cli.verify.VerifyReport;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.ResolvedOptions;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run of chaos: a cluster of its own, events, one fault after the other, and at the end the comparison of every row. */
final class ChaosRun {
    private static final int ON_ITS_WAY_SECONDS = 6;

    private final ChaosPlan plan;
    private final PrintWriter out;
    private final BooleanSupplier stopped;

    /** @param stopped ends the run early, with an exception */
    ChaosRun(ChaosPlan plan, PrintWriter out, BooleanSupplier stopped) {
        this.plan = plan;
        this.out = out;
        this.stopped = stopped;
    }

    /**
     * Runs it all.
     *
     * @param dir empty; logs and data stay there
     */
    ChaosSummary run(Path dir, ResolvedOptions options) throws Exception {
        long start = System.nanoTime();
        out.printf("Starting broker, ClickHouse, a JobManager, %d TaskManagers and the job …%n", plan.taskManagers());
        try (ChaosStack stack = ChaosStack.start(dir, plan, options)) {
            List<FaultRecord> faults;
            MemoryPeak memory;
            try (ChaosLoad load = new ChaosLoad(stack.settings().kafka().bootstrapServers(), plan);
                    MemoryWatch watch = new MemoryWatch(stack)) {
                new Recovery(stack, stopped).await(0);
                faults = injectAll(stack, load);
                memory = watch.peak();
                load.stop();
                out.printf("Draining %,d events …%n", load.acknowledged());
            }
            new Drain(stack.settings(), stopped).await();
            stack.stopJob();
            out.println("Comparing every row …");
            RowComparison comparison = new RowComparison(stack.comparisonSettings(), plan.plainTables());
            Map<String, StreamOutcome> streams = comparison.compare();
            for (String stream : StreamDefinitions.BUILT_IN) {
                if (!streams.get(stream).isExact()) {
                    printDifferences(stream, comparison.differences(stream));
                }
            }
            out.println("Verifying …");
            VerifyReport verification = verify(stack.comparisonSettings());
            Duration length = since(start);
            return ChaosSummary.of(plan, faults, memory, streams, verification, length);
        }
    }

    private static VerifyReport verify(JobSettings settings) throws Exception {
        List<StreamDefinition> streams = StreamDefinitions.BUILT_IN.stream()
                .map(StreamDefinitions::builtIn)
                .toList();
        return Verification.run(VerifyPlan.whole(settings, streams, true));
    }

    private List<FaultRecord> injectAll(ChaosStack stack, ChaosLoad load) throws Exception {
        FaultInjector injector = new FaultInjector(stack);
        Recovery recovery = new Recovery(stack, stopped);
        List<FaultRecord> records = new ArrayList<>();
        for (Fault fault : plan.faults()) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("asked to stop");
            }
            load.check();
            long checkpoint = stack.job().newestCheckpoint();
            FaultInjector.Injected injected = injector.inject(fault);
            recovery.await(checkpoint);
            Duration took = since(injected.endNanos());
            if (fault.kind() == FaultKind.OUTAGE) {
                // What comes within a few checkpoints is always on its way.
                new Drain(stack.settings(), stopped).await((long) (plan.eventsPerSecond() * ON_ITS_WAY_SECONDS));
                out.printf(
                        "inserting again after %.1f s, caught up after %.1f s%n",
                        ChaosSummary.seconds(took), ChaosSummary.seconds(since(injected.endNanos())));
                took = since(injected.endNanos());
            }
            records.add(new FaultRecord(fault, injected.inPhase(), took));
            out.printf(
                    "%3d/%d  %-40s %s recovered in %5.1f s   %,d events%n",
                    records.size(),
                    plan.faults().size(),
                    fault.text(),
                    injected.inPhase() ? "" : "(its phase did not come)",
                    ChaosSummary.seconds(took),
                    load.acknowledged());
        }
        return records;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void printDifferences(String stream, List<String> differences) {
        out.printf("%s: partition, offset, rows in the table, what the raw record says, what the table says%n", stream);
        differences.forEach(difference -> out.println("  " + difference));
    }
}
