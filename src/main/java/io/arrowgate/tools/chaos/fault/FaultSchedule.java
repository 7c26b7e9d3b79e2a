package io.arrowgate.tools.chaos.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Draws faults from a seed. The same seed gives the same faults. Every kind is drawn once before any is repeated, and each
 * repetition uses another trigger until all have been used. At most every second fault has the trigger CLOCK.
 */
public final class FaultSchedule {
    private static final int SHORTEST_SECONDS = 2;

    private final Random random;
    private final int longestSeconds;
    private final Set<FaultKind> kinds;
    private final Deque<FaultKind> round = new ArrayDeque<>();
    private final Map<FaultKind, Deque<FaultTrigger>> triggers = new EnumMap<>(FaultKind.class);

    /**
     * @param longest maximum length of a pause or of missing responses, at least 2 s
     * @param kinds to draw from
     */
    public FaultSchedule(long seed, Duration longest, Set<FaultKind> kinds) {
        random = new Random(seed);
        longestSeconds = (int) longest.toSeconds();
        this.kinds = Set.copyOf(kinds);
        if (longestSeconds < SHORTEST_SECONDS) {
            throw new IllegalArgumentException(
                    "longest: '%s' is too short; give %d s or more".formatted(longest, SHORTEST_SECONDS));
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("kinds: the set is empty; name one or more");
        }
    }

    public List<Fault> draw(int count) {
        List<Fault> faults = new ArrayList<>();
        int clocks = 0;
        for (int i = 0; i < count; i++) {
            FaultKind kind = nextKind();
            FaultTrigger faultTrigger = nextTrigger(kind, 2 * (clocks + 1) <= i + 1);
            clocks += faultTrigger == FaultTrigger.CLOCK ? 1 : 0;
            faults.add(fault(kind, faultTrigger));
        }
        return faults;
    }

    private FaultKind nextKind() {
        if (round.isEmpty()) {
            round.addAll(shuffled(kinds.stream().sorted().toList()));
        }
        return round.pop();
    }

    /** @param clockFits whether CLOCK is allowed now; if it is not, it stays in the deck for a later fault */
    private FaultTrigger nextTrigger(FaultKind kind, boolean clockFits) {
        Deque<FaultTrigger> deck = triggers.computeIfAbsent(kind, none -> new ArrayDeque<>());
        boolean onlyClock = deck.stream().allMatch(faultTrigger -> faultTrigger == FaultTrigger.CLOCK);
        if (deck.isEmpty() || (onlyClock && !clockFits)) {
            deck.addAll(shuffled(Arrays.stream(FaultTrigger.values())
                    .filter(faultTrigger -> fits(kind, faultTrigger))
                    .toList()));
        }
        FaultTrigger next = deck.stream()
                .filter(faultTrigger -> clockFits || faultTrigger != FaultTrigger.CLOCK)
                .findFirst()
                .orElseThrow();
        deck.removeFirstOccurrence(next);
        return next;
    }

    private <T> List<T> shuffled(Collection<T> all) {
        List<T> list = new ArrayList<>(all);
        Collections.shuffle(list, random);
        return list;
    }

    private Fault fault(FaultKind kind, FaultTrigger faultTrigger) {
        Duration length = Duration.ofSeconds(SHORTEST_SECONDS + random.nextInt(longestSeconds - SHORTEST_SECONDS + 1));
        return new Fault(kind, faultTrigger, length, random.nextDouble(), random.nextBoolean());
    }

    /**
     * Faults of one request need a moment within that request; a lasting fault has no use for one. Every kind has a trigger
     * other than CLOCK.
     */
    private static boolean fits(FaultKind kind, FaultTrigger faultTrigger) {
        return switch (kind) {
            case LOSE_ANSWER ->
                faultTrigger == FaultTrigger.ANSWER_PENDING || faultTrigger == FaultTrigger.BETWEEN_PARTS;
            case CUT_BODY -> faultTrigger == FaultTrigger.BODY_HALF_SENT;
            case EMPTY_STREAM -> faultTrigger == FaultTrigger.BEFORE_COMMIT;
            case REDIRECT, FOREIGN_SUCCESS, CLIENT_ERROR, SERVER_ERROR, CLICKHOUSE_ERROR, UNKNOWN_CODE ->
                faultTrigger == FaultTrigger.CLOCK
                        || faultTrigger == FaultTrigger.BEFORE_COMMIT
                        || faultTrigger == FaultTrigger.ANSWER_PENDING
                        || faultTrigger == FaultTrigger.ROW_CHECK;
            case ERRORS, TOO_MANY_PARTS, SILENCE, ROTATED_PASSWORD, RENAMED_TABLE, INCOMPATIBLE_COLUMN, THROWING_VIEW ->
                faultTrigger == FaultTrigger.CLOCK
                        || faultTrigger == FaultTrigger.BEFORE_COMMIT
                        || faultTrigger == FaultTrigger.DURING_RESTORE;
            // The progress of an insert makes no difference to a pause of these.
            case PAUSE_JOB_MANAGER, PAUSE_BROKER, SECOND_INSTANCE ->
                faultTrigger == FaultTrigger.CLOCK || faultTrigger == FaultTrigger.BEFORE_COMMIT;
            case PAUSE_CLICKHOUSE, PAUSE_TASK_MANAGER ->
                faultTrigger != FaultTrigger.DURING_RESTORE && faultTrigger != FaultTrigger.ROW_CHECK;
            case KILL_TASK_MANAGER, KILL_CLICKHOUSE, LOST_ENDPOINT, LATE_REPLICA -> true;
            case KILL_JOB_MANAGER, KILL_BROKER -> faultTrigger != FaultTrigger.BETWEEN_PARTS;
            case OUTAGE, SOAK, DROPPED_TABLE -> false;
        };
    }
}
