package io.arrowgate.cli.chaos;

import io.arrowgate.local.MachineSpeed;
import io.arrowgate.local.ProcessPause;
import io.arrowgate.local.fault.Mode;
import io.arrowgate.local.fault.Phase;
import io.arrowgate.local.fault.ProxiedRequest;
import io.arrowgate.local.fault.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for a fault's moment, makes it happen, and repairs what it broke. The job itself is left to recover. */
final class FaultInjector {
    /** How long the phase of a fault may take to come; a restored committer waits for its predecessor's inserts to end. */
    private static final Duration PHASE_LIMIT = MachineSpeed.seconds(45);

    private static final Duration LONGEST_CLOCK = Duration.ofSeconds(2);
    /** How late a request of a client that is gone reaches the server. */
    private static final Duration LATEST = Duration.ofSeconds(3);

    private static final long LOOK_MILLIS = 50;

    private final ChaosStack stack;

    FaultInjector(ChaosStack stack) {
        this.stack = stack;
    }

    /**
     * What came of a fault.
     *
     * @param inPhase whether it happened in the phase that it was meant for, which may not have come in time
     * @param endNanos when it was over: for a process that was killed the moment of its death, and for an outage that of the
     *     restart, which is part of the recovery
     */
    record Injected(boolean inPhase, long endNanos) {}

    Injected inject(Fault fault) throws IOException, InterruptedException {
        return switch (fault.trigger()) {
            case CLOCK -> {
                pause(LONGEST_CLOCK, fault.moment());
                yield strike(fault, Optional.empty(), true);
            }
            case BODY_HALF_SENT -> atTrap(fault, Phase.BODY_HALF_SENT, ProxiedRequest::isInsert);
            case ANSWER_PENDING -> atTrap(fault, Phase.ANSWER_PENDING, ProxiedRequest::isInsert);
            case BETWEEN_PARTS ->
                atTrap(
                        fault,
                        Phase.ANSWER_PENDING,
                        request -> request.isInsert() && request.subject().contains("turnstiles"));
            case BEFORE_COMMIT -> atTrap(fault, Phase.ARRIVED, ProxiedRequest::isInsert);
            case DURING_RESTORE -> {
                stack.replaceTaskManager(fault.moment());
                yield strike(fault, Optional.empty(), sawRestore());
            }
            case ROW_CHECK -> atRowCheck(fault);
        };
    }

    private Injected atTrap(Fault fault, Phase phase, Predicate<ProxiedRequest> kind)
            throws IOException, InterruptedException {
        try (Trap trap = stack.proxy().trap(phase, kind)) {
            return strikeAt(trap, fault);
        }
    }

    private Injected atRowCheck(Fault fault) throws IOException, InterruptedException {
        Predicate<ProxiedRequest> committersQuestion =
                request -> request.client().startsWith("arrowgate") && !request.isInsert();
        try (Trap trap = stack.proxy().trap(Phase.ARRIVED, committersQuestion)) {
            stack.replaceTaskManager(fault.moment());
            return strikeAt(trap, fault);
        }
    }

    private Injected strikeAt(Trap trap, Fault fault) throws IOException, InterruptedException {
        Optional<ProxiedRequest> caught = trap.await(PHASE_LIMIT);
        if (caught.isPresent() && fault.trigger() == Trigger.BETWEEN_PARTS) {
            pause(stack.proxy().lastInsertTime(caught.get().subject()), fault.moment());
        }
        return strike(fault, Optional.of(trap), caught.isPresent());
    }

    /** Whether the job was seen to be restored in time. Flink tells of a job's state only when asked. */
    private boolean sawRestore() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PHASE_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (stack.job().isRestoring()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private Injected strike(Fault fault, Optional<Trap> trap, boolean inPhase)
            throws IOException, InterruptedException {
        FaultKind kind = fault.kind();
        if (kind.isKill()) {
            stack.kill(kind, fault.moment());
            long end = System.nanoTime();
            letGo(fault, trap);
            stack.restart(kind);
            return new Injected(inPhase, end);
        }
        if (kind == FaultKind.OUTAGE) {
            stack.kill(FaultKind.KILL_CLICKHOUSE, fault.moment());
            TimeUnit.MILLISECONDS.sleep(fault.length().toMillis());
            long end = System.nanoTime();
            stack.restart(FaultKind.KILL_CLICKHOUSE);
            return new Injected(inPhase, end);
        }
        if (kind.isPause()) {
            ProcessPause pause = ProcessPause.start(stack.pid(kind, fault.moment()), fault.length());
            trap.ifPresent(Trap::release);
            pause.awaitEnd();
        } else if (kind == FaultKind.LOSE_ANSWER || kind == FaultKind.CUT_BODY) {
            trap.ifPresent(Trap::drop);
        } else {
            stack.proxy().become(mode(kind));
            trap.ifPresent(Trap::release);
            TimeUnit.MILLISECONDS.sleep(fault.length().toMillis());
            stack.proxy().become(Mode.PASS);
        }
        return new Injected(inPhase, System.nanoTime());
    }

    private static void letGo(Fault fault, Optional<Trap> trap) throws InterruptedException {
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

    private static Mode mode(FaultKind kind) {
        return switch (kind) {
            case ERRORS -> Mode.FAIL_INSERTS;
            case TOO_MANY_PARTS -> Mode.TOO_MANY_PARTS;
            case SILENCE -> Mode.HANG;
            default -> throw new IllegalArgumentException(kind + " is no matter of the proxy's mode");
        };
    }

    private static void pause(Duration longest, double share) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep((long) (longest.toNanos() * share));
    }
}
