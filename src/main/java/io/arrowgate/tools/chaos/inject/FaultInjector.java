package io.arrowgate.tools.chaos.inject;

import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.fault.FaultTrigger;
import io.arrowgate.tools.chaos.stack.ChaosStack;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.local.fault.ProxiedRequest;
import io.arrowgate.tools.local.fault.RequestBreakpoint;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.process.MachineSpeed;
import io.arrowgate.tools.local.process.ProcessSuspension;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for a fault's moment, injects it, and repairs the servers afterwards. The job has to recover by itself. */
public final class FaultInjector {
    /** Maximum wait for a fault's moment. A restored committer first waits for the in-flight inserts of its predecessor. */
    private static final Duration PHASE_LIMIT = MachineSpeed.seconds(45);

    private static final Duration LONGEST_CLOCK = Duration.ofSeconds(2);
    /** Maximum delay with which a request of a dead client reaches the server. */
    private static final Duration MAX_LATE_DELIVERY = Duration.ofSeconds(3);

    private static final long POLL_MILLIS = 50;
    private static final long SLEEP_MILLIS = 500;

    /** How long events continue after the start of an outage with a quiet stream, so that some batches are pending. */
    private static final Duration EVENTS_AFTER_OUTAGE_START = Duration.ofSeconds(3);

    private final ChaosStack stack;
    private final ChaosPlan plan;
    private final LoadGenerator load;
    private final RecoveryCheck recoveryCheck;

    public FaultInjector(ChaosStack stack, ChaosPlan plan, LoadGenerator load, RecoveryCheck recoveryCheck) {
        this.stack = stack;
        this.plan = plan;
        this.load = load;
        this.recoveryCheck = recoveryCheck;
    }

    /**
     * Describes the result of an injection.
     *
     * @param inPhase whether the fault was injected at its trigger's moment, which may not occur in time
     * @param endNanos end of the fault: the kill of a process, whose restart is part of the recovery, and the restart after an
     *     outage
     */
    public record Injected(boolean inPhase, long endNanos) {}

    public Injected inject(Fault fault) throws IOException, InterruptedException, SQLException {
        return switch (fault.trigger()) {
            case CLOCK -> {
                pause(LONGEST_CLOCK, fault.moment());
                yield strike(fault, Optional.empty(), true);
            }
            case BODY_HALF_SENT -> atTrap(fault, RequestPhase.BODY_HALF_SENT, insert(fault));
            case ANSWER_PENDING -> atTrap(fault, answerPending(fault), insert(fault));
            case BETWEEN_PARTS ->
                atTrap(
                        fault,
                        RequestPhase.ANSWER_PENDING,
                        request -> request.isInsert() && request.subject().contains("turnstiles"));
            case BEFORE_COMMIT -> atTrap(fault, RequestPhase.ARRIVED, insert(fault));
            case DURING_RESTORE -> {
                stack.replaceTaskManager(fault.moment());
                yield strike(fault, Optional.empty(), sawRestore());
            }
            case ROW_CHECK -> atRowCheck(fault);
        };
    }

    /** Returns a filter for the insert to wait for; with a table to drop, an insert into that table. */
    private static Predicate<ProxiedRequest> insert(Fault fault) {
        return request -> request.isInsert()
                && (fault.kind() != FaultKind.DROPPED_TABLE
                        || request.subject().contains(TableFaults.stream(fault.moment())));
    }

    /** Returns the phase that stands for a pending answer. An injected response replaces the server's after the execution. */
    private static RequestPhase answerPending(Fault fault) {
        return fault.response().isPresent() ? RequestPhase.ANSWERED : RequestPhase.ANSWER_PENDING;
    }

    private Injected atTrap(Fault fault, RequestPhase requestPhase, Predicate<ProxiedRequest> kind)
            throws IOException, InterruptedException, SQLException {
        try (RequestBreakpoint breakpoint = stack.proxies().breakAt(requestPhase, kind)) {
            return strikeAt(breakpoint, fault);
        }
    }

    private Injected atRowCheck(Fault fault) throws IOException, InterruptedException, SQLException {
        Predicate<ProxiedRequest> committerQuery =
                request -> request.client().startsWith("arrowgate") && !request.isInsert();
        try (RequestBreakpoint breakpoint = stack.proxies().breakAt(RequestPhase.ARRIVED, committerQuery)) {
            stack.replaceTaskManager(fault.moment());
            return strikeAt(breakpoint, fault);
        }
    }

    private Injected strikeAt(RequestBreakpoint breakpoint, Fault fault)
            throws IOException, InterruptedException, SQLException {
        Optional<ProxiedRequest> caught = breakpoint.await(PHASE_LIMIT);
        if (caught.isPresent() && fault.trigger() == FaultTrigger.BETWEEN_PARTS) {
            pause(stack.proxies().lastInsertTime(caught.get().subject()), fault.moment());
        }
        return strike(fault, Optional.of(breakpoint), caught.isPresent());
    }

    /** Polls Flink until the job is being restored; false if that did not happen in time. */
    private boolean sawRestore() throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + PHASE_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (stack.job().isRestoring()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return false;
    }

    private Injected strike(Fault fault, Optional<RequestBreakpoint> breakpoint, boolean inPhase)
            throws IOException, InterruptedException, SQLException {
        FaultKind kind = fault.kind();
        if (kind.isKill()) {
            stack.kill(kind, fault.moment());
            long end = System.nanoTime();
            release(fault, breakpoint);
            stack.restart(kind);
            return new Injected(inPhase, end);
        }
        if (kind == FaultKind.OUTAGE) {
            return outage(fault, inPhase);
        }
        if (kind == FaultKind.DROPPED_TABLE) {
            return dropTable(fault, breakpoint, inPhase);
        }
        if (kind.isPause()) {
            ProcessSuspension pause = ProcessSuspension.start(stack.pid(kind, fault.moment()), fault.length());
            breakpoint.ifPresent(RequestBreakpoint::release);
            pause.awaitEnd();
        } else if (kind == FaultKind.LOSE_ANSWER || kind == FaultKind.CUT_BODY) {
            breakpoint.ifPresent(RequestBreakpoint::drop);
        } else if (breakpoint.isPresent() && isOfOneRequest(fault)) {
            breakpoint.get().answer(fault.response().orElseThrow());
        } else {
            last(fault, breakpoint);
        }
        return new Injected(inPhase, System.nanoTime());
    }

    /**
     * Returns whether the fault concerns a single request. With the trigger CLOCK, all requests get the response while the
     * fault lasts.
     */
    private static boolean isOfOneRequest(Fault fault) {
        return fault.response().isPresent() && fault.kind() != FaultKind.ROTATED_PASSWORD;
    }

    private void last(Fault fault, Optional<RequestBreakpoint> breakpoint)
            throws IOException, InterruptedException, SQLException {
        try (LastingFaults.Condition condition = new LastingFaults(stack).begin(fault)) {
            breakpoint.ifPresent(RequestBreakpoint::release);
            sleep(fault.length());
            condition.check();
        }
    }

    private Injected outage(Fault fault, boolean inPhase) throws IOException, InterruptedException, SQLException {
        long checkpoint = stack.job().newestCheckpoint();
        stack.kill(FaultKind.KILL_CLICKHOUSE, fault.moment());
        if (plan.quietStream()) {
            sleep(EVENTS_AFTER_OUTAGE_START);
            load.pause();
        }
        sleep(fault.length());
        long end = System.nanoTime();
        stack.restart(FaultKind.KILL_CLICKHOUSE);
        if (plan.quietStream()) {
            recoveryCheck.awaitCheckpoint(checkpoint);
            load.resume();
        }
        return new Injected(inPhase, end);
    }

    private Injected dropTable(Fault fault, Optional<RequestBreakpoint> breakpoint, boolean inPhase)
            throws IOException, InterruptedException, SQLException {
        TableDropFault table = TableDropFault.drop(stack, plan, TableFaults.stream(fault.moment()));
        long end = System.nanoTime();
        breakpoint.ifPresent(RequestBreakpoint::release);
        table.awaitRecreated(recoveryCheck);
        sleep(fault.length());
        table.check();
        return new Injected(inPhase, end);
    }

    /** Sleeps, and throws early if the job ends. */
    private void sleep(Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(Math.min(SLEEP_MILLIS, length.toMillis()));
            recoveryCheck.checkJob();
        }
    }

    private static void release(Fault fault, Optional<RequestBreakpoint> breakpoint) throws InterruptedException {
        if (breakpoint.isEmpty()) {
            return;
        }
        if (fault.late()) {
            pause(MAX_LATE_DELIVERY, fault.moment());
            breakpoint.get().release();
        } else {
            breakpoint.get().drop();
        }
    }

    private static void pause(Duration longest, double share) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep((long) (longest.toNanos() * share));
    }
}
