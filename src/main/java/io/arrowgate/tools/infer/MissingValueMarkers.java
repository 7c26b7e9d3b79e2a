package io.arrowgate.tools.infer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the numbers of a field that mean a missing value, such as -999: they repeat, and lie apart from all others. */
final class MissingValueMarkers {
    /** Nines, the limits of integers, and the error of a widespread temperature sensor. */
    private static final Pattern MARKER = Pattern.compile(
            "-?(99+(\\.9+)?|9\\.99+|8888|7777|32767|65535|2147483647|4294967295)|-(32768|2147483648|127)");

    /** Fewer other numbers do not show the range of a field; one less if the marker is negative. */
    private static final int MIN_OTHERS = 3;

    private static final int REPEATED = 2;

    /** Distance of a marker from the other numbers, as a multiple of their range, unless its sign is different. */
    private static final int APART = 3;

    private final boolean mayBeCertain;
    private final Map<Double, Integer> candidates = new TreeMap<>();
    private final Set<Double> others = new HashSet<>();
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** @param mayBeCertain false for codes and counts, of which such numbers may be values */
    MissingValueMarkers(boolean mayBeCertain) {
        this.mayBeCertain = mayBeCertain;
    }

    void add(double value) {
        if (MARKER.matcher(written(value)).matches()) {
            candidates.merge(value, 1, Integer::sum);
            return;
        }
        if (others.size() < MIN_OTHERS) {
            others.add(value);
        }
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
    }

    /** Makes markers that several fields have repeated ones. */
    static void share(List<MissingValueMarkers> fields) {
        Map<Double, Integer> counts = new TreeMap<>();
        fields.forEach(field -> field.candidates.forEach((value, count) -> counts.merge(value, count, Integer::sum)));
        fields.forEach(field -> field.candidates.replaceAll((value, count) -> counts.get(value)));
    }

    /** Returns the numbers that mean a missing value. */
    List<Double> certain() {
        return candidates.keySet().stream().filter(this::isCertain).toList();
    }

    /** Returns the other numbers that lie outside of the range of the rest. */
    List<Double> possible() {
        return candidates.keySet().stream()
                .filter(value -> !isCertain(value) && !others.isEmpty())
                .filter(value -> isHuge(value) && distance(value) > greatest - least)
                .toList();
    }

    private boolean isCertain(double value) {
        if (!mayBeCertain
                || candidates.get(value) < REPEATED
                || others.size() < (value < 0 ? MIN_OTHERS - 1 : MIN_OTHERS)) {
            return false;
        }
        boolean isOnlyNegative = value < 0 && least >= 0;
        return isHuge(value) && distance(value) > (isOnlyNegative ? 0.5 : APART) * (greatest - least);
    }

    private boolean isHuge(double value) {
        return value < 0 || value >= APART * greatest;
    }

    /** Returns the distance from the range of the other numbers; 0 inside of it. */
    private double distance(double value) {
        return Math.max(0, Math.max(least - value, value - greatest));
    }

    /** Returns the minimum of the values. */
    double least() {
        return values().stream().min(Double::compare).orElse(Double.POSITIVE_INFINITY);
    }

    double greatest() {
        return values().stream().max(Double::compare).orElse(Double.NEGATIVE_INFINITY);
    }

    private List<Double> values() {
        List<Double> values = new ArrayList<>(candidates.keySet());
        values.removeIf(this::isCertain);
        if (!others.isEmpty()) {
            values.add(least);
            values.add(greatest);
        }
        return values;
    }

    /** Formats a number without an exponent, and without a fraction if it is an integer. */
    static String written(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : Double.isFinite(value) && Math.abs(value) < 1e15
                        ? new BigDecimal(String.valueOf(value)).toPlainString()
                        : String.valueOf(value);
    }
}
