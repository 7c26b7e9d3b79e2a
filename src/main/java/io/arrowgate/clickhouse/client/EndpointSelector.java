package io.arrowgate.clickhouse.client;

import io.arrowgate.config.ClickHouseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * Chooses which of the addresses in {@code clickhouse.url} a client uses: its preferred one, as long as that works. Otherwise the next
 * one that answers, and after a while the preferred one again, if it has recovered. For one thread.
 */
public final class EndpointSelector {
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final List<String> urls;
    private final int preferred;
    private final Predicate<String> probe;
    private final InstantSource clock;
    private int current;
    private Instant returnAt = Instant.MIN;

    /**
     * @param preferred index of the address to use; beyond the last one it starts over, so that a subtask's index will do
     * @param probe whether a server answers
     */
    EndpointSelector(List<String> urls, int preferred, Predicate<String> probe, InstantSource clock) {
        this.urls = urls;
        this.preferred = preferred % urls.size();
        this.probe = probe;
        this.clock = clock;
        current = this.preferred;
    }

    static EndpointSelector of(ClickHouseSettings settings, int preferred) {
        return new EndpointSelector(settings.urls(), preferred, new EndpointProbe(settings), InstantSource.system());
    }

    /** Returns the settings of the first server that answers; of the first one at all if none does. */
    public static ClickHouseSettings reachable(ClickHouseSettings settings) {
        List<String> urls = settings.urls();
        if (urls.size() == 1) {
            return settings;
        }
        EndpointProbe probe = new EndpointProbe(settings);
        return settings.withUrl(urls.stream().filter(probe).findFirst().orElse(urls.get(0)));
    }

    /** Returns the address to use now: the preferred one again if it was given up a while ago and answers. */
    String current() {
        if (current != preferred && !clock.instant().isBefore(returnAt)) {
            if (probe.test(urls.get(preferred))) {
                current = preferred;
            } else {
                returnAt = clock.instant().plus(AWAY);
            }
        }
        return urls.get(current);
    }

    /** Gives an address up for the next one that answers, if it is still in use; returns false if none does, and keeps it. */
    boolean abandon(String failed) {
        if (!urls.get(current).equals(failed)) {
            return false;
        }
        for (int step = 1; step < urls.size(); step++) {
            int next = (current + step) % urls.size();
            if (probe.test(urls.get(next))) {
                current = next;
                returnAt = clock.instant().plus(AWAY);
                return true;
            }
        }
        return false;
    }

    /** Every address but the current one. */
    List<String> others() {
        return urls.stream().filter(url -> !url.equals(urls.get(current))).toList();
    }
}
