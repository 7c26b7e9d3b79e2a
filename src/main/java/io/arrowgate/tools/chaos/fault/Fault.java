package io.arrowgate.tools.chaos.fault;

import io.arrowgate.tools.local.fault.InjectedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thing that goes wrong, as the seed has it.
 *
 * @param kind what is done
 * @param trigger when
 * @param length of a pause or of an error that lasts; without meaning for the others
 * @param moment where within the trigger's span of time, in [0, 1); chooses among several of a kind, too
 * @param late whether a request that was stopped half-way reaches the server all the same, after its client is gone
 */
public record Fault(FaultKind kind, FaultTrigger trigger, Duration length, double moment, boolean late) {
    public Fault {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("length: '%s' is no time span".formatted(length));
        }
        if (!(moment >= 0 && moment < 1)) {
            throw new IllegalArgumentException("moment: '%s' is not within [0, 1)".formatted(moment));
        }
    }

    /** Which of its kind's responses it injects; empty if the kind does something else. */
    public Optional<InjectedResponse> response() {
        List<InjectedResponse> all = kind.responses();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get((int) (moment * all.size())));
    }

    /** In words, for a line of output. */
    public String text() {
        String variant = response().map(one -> " (" + one.name() + ")").orElse("");
        return kind.text() + variant + ", " + trigger.text();
    }
}
