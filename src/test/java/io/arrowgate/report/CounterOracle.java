package io.arrowgate.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Computes the expected increments of one counter of one series, reading by reading. */
public final class CounterOracle {
    private CounterOracle() {}

    /** Describes one audit of a turnstile. */
    public record Audit(String series, Instant time, String description, long entries, long exits) {}

    /** Returns the valid audits in order: of audits of one time, the regular one, then the one with greater counters. */
    public static Map<Instant, Audit> counting(List<Audit> audits) {
        Comparator<Audit> order = Comparator.comparing(
                        (Audit audit) -> audit.description().equals("REGULAR"))
                .thenComparing(Audit::entries)
                .thenComparing(Audit::exits);
        return audits.stream()
                .collect(Collectors.toMap(
                        Audit::time, audit -> audit, (a, b) -> order.compare(a, b) >= 0 ? a : b, TreeMap::new));
    }

    /** {@code time increment quality}, a line each. */
    public static List<String> increments(
            Map<Instant, Audit> counting, java.util.function.ToLongFunction<Audit> register) {
        java.util.List<String> lines = new java.util.ArrayList<>();
        Audit previous = null;
        int direction = 0;
        for (Audit audit : counting.values()) {
            String quality = "first";
            long increment = 0;
            if (previous != null) {
                long step = register.applyAsLong(audit) - register.applyAsLong(previous);
                double hours = (audit.time().toEpochMilli() - previous.time().toEpochMilli()) / 3.6e6;
                if (Math.abs(step) > 3600 * Math.min(hours, 12)) {
                    quality = step < 0 ? "reset" : "jump";
                } else if (step == 0) {
                    quality = "ok";
                } else {
                    int sign = Long.signum(step);
                    boolean along = direction == 0 || sign == direction;
                    increment = along ? Math.abs(step) : 0;
                    quality = along ? (step > 0 ? "ok" : "backward") : "reset";
                    direction = sign;
                }
            }
            lines.add("%d\t%d\t%s".formatted(audit.time().getEpochSecond(), increment, quality));
            previous = audit;
        }
        return lines;
    }
}
