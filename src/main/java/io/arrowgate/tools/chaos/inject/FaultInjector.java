package io.arrowgate.tools.chaos.inject;

import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.fault.FaultTrigger;
import io.arrowgate.tools.chaos.stack.ChaosStack;
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

/** Waits for a fault's moment, makes it happen, and repairs what it broke. The job itself is left to recover. */
public final class FaultInjector {
    /** How long the phase of a fault may take to come; a restored committer waits for its predecessor's inserts to end. */
    private static final Duration PHASE_LIMIT = MachineSpeed.seconds(45);

    private static final Duration LONGEST_CLOCK = Duration.ofSeconds(2);
    /** How late a request of a client that is gone reaches the server. */
    private static final Duration LATEST = Duration.ofSeconds(3);

    private static final long LOOK_MILLIS = 50;
    private static final long SLEEP_MILLIS = 500;

    /** How long events go on after ClickHouse is gone, before a quiet stream begins: some batches are to wait for it. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

    private final ChaosStack stack;
    private final ChaosPlan plan;
    private final ChaosLoadGenerator load;
    private final RecoveryCheck recoveryCheck;

    public FaultInjector(ChaosStack stack, ChaosPlan plan, ChaosLoadGenerator load, RecoveryCheck recoveryCheck) {
        this.stack = stack;
        this.plan = plan;
        this.load = load;
        this.recoveryCheck = recoveryCheck;
    }

    /**
     * What came of a fault.
     *
     * @param inPhase whether it happened in the phase that it was meant for, which may not have come in time
     * @param endNanos when it was over: for a process that was killed the moment of its death, and for an outage that of the
     *     restart, which is part of the recovery
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

    /** The insert to wait for: one into the table that is dropped, if one is. */
    private static Predicate<ProxiedRequest> insert(Fault fault) {
        return request -> request.isInsert()
                && (fault.kind() != FaultKind.DROPPED_TABLE
                        || request.subject().contains(TableFaults.stream(fault.moment())));
    }

    /** A response takes the place of the server's, which has done its work by then. */
    private static RequestPhase answerPending(Fault fault) {
        return fault.response().isPresent() ? RequestPhase.ANSWERED : RequestPhase.ANSWER_PENDING;
    }

    private Injected atTrap(Fault fault, RequestPhase requestPhase, Predicate<ProxiedRequest> kind)
            throws IOException, InterruptedException, SQLException {
        try (RequestBreakpoint trap = stack.proxies().breakAt(requestPhase, kind)) {
            return strikeAt(trap, fault);
        }
    }

    private Injected atRowCheck(Fault fault) throws IOException, InterruptedException, SQLException {
        Predicate<ProxiedRequest> committersQuestion =
                request -> request.client().startsWith("arrowgate") && !request.isInsert();
        try (RequestBreakpoint trap = stack.proxies().breakAt(RequestPhase.ARRIVED, committersQuestion)) {
            stack.replaceTaskManager(fault.moment());
            return strikeAt(trap, fault);
        }
    }

    private Injected strikeAt(RequestBreakpoint trap, Fault fault)
            throws IOException, InterruptedException, SQLException {
        Optional<ProxiedRequest> caught = trap.await(PHASE_LIMIT);
        if (caught.isPresent() && fault.trigger() == FaultTrigger.BETWEEN_PARTS) {
            pause(stack.proxies().lastInsertTime(caught.get().subject()), fault.moment());
        }
        return strike(fault, Optional.of(trap), caught.isPresent());
    }

    /** Whether the job was seen to be restored in time. Flink tells of a job's state only when asked. */
    private boolean sawRestore() throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + PHASE_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (stack.job().isRestoring()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private Injected strike(Fault fault, Optional<RequestBreakpoint> trap, boolean inPhase)
            throws IOException, InterruptedException, SQLException {
        FaultKind kind = fault.kind();
        if (kind.isKill()) {
            stack.kill(kind, fault.moment());
            long end = System.nanoTime();
            letGo(fault, trap);
            stack.restart(kind);
            return new Injected(inPhase, end);
        }
        if (kind == FaultKind.OUTAGE) {
            return outage(fault, inPhase);
        }
        if (kind == FaultKind.DROPPED_TABLE) {
            return dropTable(fault, trap, inPhase);
        }
        if (kind.isPause()) {
            ProcessSuspension pause = ProcessSuspension.start(stack.pid(kind, fault.moment()), fault.length());
            trap.ifPresent(RequestBreakpoint::release);
            pause.awaitEnd();
        } else if (kind == FaultKind.LOSE_ANSWER || kind == FaultKind.CUT_BODY) {
            trap.ifPresent(RequestBreakpoint::drop);
        } else if (trap.isPresent() && isOfOneRequest(fault)) {
            trap.get().answer(fault.response().orElseThrow());
        } else {
            last(fault, trap);
        }
        return new Injected(inPhase, System.nanoTime());
    }

    /** By the clock a response comes again and again, as long as the fault lasts. */
    private static boolean isOfOneRequest(Fault fault) {
        return fault.response().isPresent() && fault.kind() != FaultKind.ROTATED_PASSWORD;
    }

    private void last(Fault fault, Optional<RequestBreakpoint> trap)
            throws IOException, InterruptedException, SQLException {
        try (LastingFaults.Condition condition = new LastingFaults(stack).begin(fault)) {
            trap.ifPresent(RequestBreakpoint::release);
            sleep(fault.length());
            condition.check();
        }
    }

    private Injected outage(Fault fault, boolean inPhase) throws IOException, InterruptedException, SQLException {
        long checkpoint = stack.job().newestCheckpoint();
        stack.kill(FaultKind.KILL_CLICKHOUSE, fault.moment());
        if (plan.quietStream()) {
            sleep(LAST_EVENTS);
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

    private Injected dropTable(Fault fault, Optional<RequestBreakpoint> trap, boolean inPhase)
            throws IOException, InterruptedException, SQLException {
        TableDropFault table = TableDropFault.drop(stack, plan, TableFaults.stream(fault.moment()));
        long end = System.nanoTime();
        trap.ifPresent(RequestBreakpoint::release);
        table.awaitRecreated(recoveryCheck);
        sleep(fault.length());
        table.check();
        return new Injected(inPhase, end);
    }

    /** Ends early if the job does. */
    private void sleep(Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(Math.min(SLEEP_MILLIS, length.toMillis()));
            recoveryCheck.checkJob();
        }
    }

    private static void letGo(Fault fault, Optional<RequestBreakpoint> trap) throws InterruptedException {
        if (trap.isEmpty()) {
            return;
        }
        if (fault.late()) {
            pause(LATEST, fault.moment());
            trap.get().release();
        } else {
            trap.get().drop();
        }
    }

    private static void pause(Duration longest, double share) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep((long) (longest.toNanos() * share));
    }
}
