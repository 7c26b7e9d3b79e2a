package io.arrowgate.tools.chaos.fault;

import io.arrowgate.tools.local.fault.InjectedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Describes a fault.
 *
 * @param kind of the fault
 * @param trigger the moment of its injection
 * @param length of a pause or of a lasting error; unused by the other kinds
 * @param moment position within the trigger's time span, in [0, 1); also selects one of several targets
 * @param late whether a request that was interrupted half-way still reaches the server after its client is dead
 */
public record Fault(FaultKind kind, FaultTrigger trigger, Duration length, double moment, boolean late) {
    private static final Duration AFTER_DROP = Duration.ofSeconds(5);
    private static final List<FaultTrigger> DROP_MOMENTS = List.of(
            FaultTrigger.CLOCK, FaultTrigger.BEFORE_COMMIT, FaultTrigger.BODY_HALF_SENT, FaultTrigger.ANSWER_PENDING);

    public Fault {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "length: '%s' is negative or zero; give a positive time span".formatted(length));
        }
        if (!(moment >= 0 && moment < 1)) {
            throw new IllegalArgumentException("moment: '%s' is not within [0, 1)".formatted(moment));
        }
    }

    /** Returns the only fault of a run: ClickHouse is unavailable for this time. */
    public static Fault outage(Duration length) {
        return new Fault(FaultKind.OUTAGE, FaultTrigger.CLOCK, length, 0, false);
    }

    /** Returns the only fault of a run: some requests get a random response for this time. */
    public static Fault soak(Duration length, long seed) {
        return new Fault(FaultKind.SOAK, FaultTrigger.CLOCK, length, new Random(seed).nextDouble(), false);
    }

    /** Returns the only fault of a run: a table is dropped at one of several moments. */
    public static Fault droppedTable(long seed) {
        // The first numbers of Random hardly differ between small seeds.
        SplittableRandom random = new SplittableRandom(seed);
        FaultTrigger trigger = DROP_MOMENTS.get(random.nextInt(DROP_MOMENTS.size()));
        return new Fault(FaultKind.DROPPED_TABLE, trigger, AFTER_DROP, random.nextDouble(), false);
    }

    /** Returns the response to inject; empty if this kind of fault injects none. */
    public Optional<InjectedResponse> response() {
        List<InjectedResponse> all = kind.responses();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get((int) (moment * all.size())));
    }

    /** Describes the fault in a few words for the console. */
    public String text() {
        String variant = response().map(one -> " (" + one.name() + ")").orElse("");
        return kind.text() + variant + ", " + trigger.text();
    }
}
