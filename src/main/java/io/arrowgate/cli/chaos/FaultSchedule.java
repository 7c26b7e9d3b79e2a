package io.arrowgate.cli.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Draws faults from a seed: the same seed gives the same ones. Each kind comes once with each of its triggers before any comes
 * again, and at most every second fault comes by the clock.
 */
final class FaultSchedule {
    private static final double CLOCK_SHARE = 0.25;
    private static final int SHORTEST_SECONDS = 2;

    private final Random random;
    private final int longestSeconds;
    private final Deque<Fault> byPhase = new ArrayDeque<>();
    private final Deque<Fault> byClock = new ArrayDeque<>();

    /** @param longest length of a pause or a silence, 2 s at least */
    FaultSchedule(long seed, Duration longest) {
        random = new Random(seed);
        longestSeconds = (int) longest.toSeconds();
        if (longestSeconds < SHORTEST_SECONDS) {
            throw new IllegalArgumentException(
                    "longest: '%s' is too short; give %d s or more".formatted(longest, SHORTEST_SECONDS));
        }
    }

    List<Fault> draw(int count) {
        List<Fault> faults = new ArrayList<>();
        int clocks = 0;
        for (int i = 0; i < count; i++) {
            boolean clock = random.nextDouble() < CLOCK_SHARE && 2 * (clocks + 1) <= i + 1;
            clocks += clock ? 1 : 0;
            faults.add(clock ? next(byClock, Trigger.CLOCK) : nextByPhase());
        }
        return faults;
    }

    /** Without any by the clock. */
    List<Fault> drawByPhase(int count) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faults.add(nextByPhase());
        }
        return faults;
    }

    private Fault nextByPhase() {
        return next(
                byPhase,
                Trigger.BODY_HALF_SENT,
                Trigger.ANSWER_PENDING,
                Trigger.BETWEEN_PARTS,
                Trigger.BEFORE_COMMIT,
                Trigger.DURING_RESTORE,
                Trigger.ROW_CHECK);
    }

    private Fault next(Deque<Fault> deck, Trigger... triggers) {
        if (deck.isEmpty()) {
            List<Fault> all = new ArrayList<>();
            for (FaultKind kind : FaultKind.values()) {
                for (Trigger trigger : triggers) {
                    if (fits(kind, trigger)) {
                        all.add(fault(kind, trigger));
                    }
                }
            }
            Collections.shuffle(all, random);
            deck.addAll(all);
        }
        return deck.pop();
    }

    private Fault fault(FaultKind kind, Trigger trigger) {
        Duration length = Duration.ofSeconds(SHORTEST_SECONDS + random.nextInt(longestSeconds - SHORTEST_SECONDS + 1));
        return new Fault(kind, trigger, length, random.nextDouble(), random.nextBoolean());
    }

    /** Some happen to one insert, and so at their own moment only; others last, so that a moment within an insert means nothing. */
    private static boolean fits(FaultKind kind, Trigger trigger) {
        return switch (kind) {
            case LOSE_ANSWER -> trigger == Trigger.ANSWER_PENDING || trigger == Trigger.BETWEEN_PARTS;
            case CUT_BODY -> trigger == Trigger.BODY_HALF_SENT;
            case ERRORS, TOO_MANY_PARTS, SILENCE ->
                trigger == Trigger.CLOCK || trigger == Trigger.BEFORE_COMMIT || trigger == Trigger.DURING_RESTORE;
            // A server that stands still is the same to an insert wherever it is.
            case PAUSE_JOB_MANAGER, PAUSE_BROKER -> trigger == Trigger.CLOCK || trigger == Trigger.BEFORE_COMMIT;
            case PAUSE_CLICKHOUSE, PAUSE_TASK_MANAGER ->
                trigger != Trigger.DURING_RESTORE && trigger != Trigger.ROW_CHECK;
            case KILL_TASK_MANAGER, KILL_CLICKHOUSE -> true;
            case KILL_JOB_MANAGER, KILL_BROKER -> trigger != Trigger.BETWEEN_PARTS;
            case OUTAGE -> false;
        };
    }
}
