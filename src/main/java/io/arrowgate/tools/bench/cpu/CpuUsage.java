package io.arrowgate.tools.bench.cpu;

import java.util.EnumMap;
import java.util.Map;

/**
 * Holds the CPU time of a process between two points in time.
 *
 * @param seconds of all threads, ended ones included
 * @param groups seconds by thread group; everything is in {@link CpuGroup#OTHER} where threads cannot be read
 */
public record CpuUsage(double seconds, Map<CpuGroup, Double> groups) {
    public CpuUsage {
        groups = Map.copyOf(groups);
    }

    /** Returns the sum of both. */
    public CpuUsage plus(CpuUsage other) {
        Map<CpuGroup, Double> sums = new EnumMap<>(CpuGroup.class);
        sums.putAll(groups);
        other.groups.forEach((group, more) -> sums.merge(group, more, Double::sum));
        return new CpuUsage(seconds + other.seconds, sums);
    }

    public double seconds(CpuGroup group) {
        return groups.getOrDefault(group, 0.0);
    }

    /** Returns the seconds of all threads but those of the just-in-time compiler. */
    public double withoutCompiler() {
        return seconds - seconds(CpuGroup.COMPILER);
    }

    /** Returns the compiler's part of the seconds. */
    public double compilerShare() {
        return seconds(CpuGroup.COMPILER) / seconds;
    }
}
