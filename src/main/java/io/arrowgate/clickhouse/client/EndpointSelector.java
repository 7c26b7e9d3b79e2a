package io.arrowgate.clickhouse.client;

import io.arrowgate.config.ClickHouseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * Chooses which address of {@code clickhouse.url} a client uses. It uses the preferred address as long as that works, then the next one
 * that responds. After {@link #RETURN_INTERVAL} it returns to the preferred address, if that is reachable again. For one thread.
 */
public final class EndpointSelector {
    private static final Duration RETURN_INTERVAL = Duration.ofSeconds(30);

    private final List<String> urls;
    private final int preferred;
    private final Predicate<String> probe;
    private final InstantSource clock;
    private int current;
    private Instant returnAt = Instant.MIN;

    /**
     * @param preferred index of the preferred address, modulo the number of addresses
     * @param probe checks whether a server responds
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

    /** Returns the settings with the first address that responds, or with the first address if none does. */
    public static ClickHouseSettings reachable(ClickHouseSettings settings) {
        List<String> urls = settings.urls();
        if (urls.size() == 1) {
            return settings;
        }
        EndpointProbe probe = new EndpointProbe(settings);
        return settings.withUrl(urls.stream().filter(probe).findFirst().orElse(urls.get(0)));
    }

    /** Returns the address in use, after a return to the preferred one if that is due and possible. */
    String current() {
        if (current != preferred && !clock.instant().isBefore(returnAt)) {
            if (probe.test(urls.get(preferred))) {
                current = preferred;
            } else {
                returnAt = clock.instant().plus(RETURN_INTERVAL);
            }
        }
        return urls.get(current);
    }

    /**
     * Switches from an address that failed to the next one that responds.
     *
     * @return false if {@code failed} is not in use any more, or if no other address responds
     */
    boolean abandon(String failed) {
        if (!urls.get(current).equals(failed)) {
            return false;
        }
        for (int step = 1; step < urls.size(); step++) {
            int next = (current + step) % urls.size();
            if (probe.test(urls.get(next))) {
                current = next;
                returnAt = clock.instant().plus(RETURN_INTERVAL);
                return true;
            }
        }
        return false;
    }

    /** Returns all addresses except the one in use. */
    List<String> others() {
        return urls.stream().filter(url -> !url.equals(urls.get(current))).toList();
    }
}
