package io.arrowgate.tools.local.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects requests that web pages send to a loopback port from a browser on this machine.
 *
 * <p>{@code Host} reveals a page whose host name resolves to 127.0.0.1 (DNS rebinding); {@code Origin} or {@code
 * Sec-Fetch-Site}, which scripts cannot change, reveal any other page. Clients other than browsers send neither.
 */
public final class CrossOriginFilter {
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    /** {@code none}: the user typed the address or opened a bookmark. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private CrossOriginFilter() {}

    /** Returns the reason to reject the request; empty if it is allowed. */
    public static Optional<String> rejection(Headers request) {
        List<String> hosts = request.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !LOOPBACK.matcher(hosts.get(0)).matches()) {
            return Optional.of("Host must be a loopback address, such as 127.0.0.1 or localhost, but is "
                    + String.join(", ", hosts));
        }
        String origin = "http://" + hosts.get(0);
        if (request.getOrDefault("Origin", List.of()).stream().anyMatch(given -> !given.equalsIgnoreCase(origin))) {
            return Optional.of(
                    "Pages of other origins have no access: Origin is " + String.join(", ", request.get("Origin")));
        }
        if (request.getOrDefault("Sec-Fetch-Site", List.of()).stream()
                .anyMatch(site -> !OWN_SITE.contains(site.toLowerCase(Locale.ROOT)))) {
            return Optional.of("Pages of other sites have no access: Sec-Fetch-Site is "
                    + String.join(", ", request.get("Sec-Fetch-Site")));
        }
        return Optional.empty();
    }

    /**
     * Returns the reason to reject the request on a server whose pages other sites may link to; empty if it is allowed. A page
     * that opens in its own window exposes nothing to the linking site.
     */
    public static Optional<String> rejectionOfPage(Headers request) {
        boolean link = "navigate".equals(request.getFirst("Sec-Fetch-Mode"))
                && "document".equals(request.getFirst("Sec-Fetch-Dest"))
                && !request.containsKey("Origin");
        if (!link) {
            return rejection(request);
        }
        Headers withoutSite = new Headers();
        request.forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Sec-Fetch-Site")) {
                withoutSite.put(name, values);
            }
        });
        return rejection(withoutSite);
    }
}
