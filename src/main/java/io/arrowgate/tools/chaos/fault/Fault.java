package io.arrowgate.tools.chaos.fault;

import io.arrowgate.tools.local.fault.InjectedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Describes a fault that the seed has drawn.
 *
 * @param kind of the fault
 * @param trigger the moment of its injection
 * @param length of a pause or of a lasting error; unused by the other kinds
 * @param moment position within the trigger's time span, in [0, 1); also selects one of several targets
 * @param late whether a request that was interrupted half-way still reaches the server after its client is dead
 */
public record Fault(FaultKind kind, FaultTrigger trigger, Duration length, double moment, boolean late) {
    public Fault {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "length: '%s' is negative or zero; give a positive time span".formatted(length));
        }
        if (!(moment >= 0 && moment < 1)) {
            throw new IllegalArgumentException("moment: '%s' is not within [0, 1)".formatted(moment));
        }
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
