package io.arrowgate.alert;

import io.arrowgate.batch.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the alerts remember of one series. Changed in place by the task thread. */
final class SeriesState {
    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private RecentReadings recent;
    private long latestMicros = NEVER;
    private int latestPartition;
    private long latestOffset;
    private long seenMillis;
    private List<RuleState> states = new ArrayList<>();

    // Made anew where it is not there: which state belongs to which rule.
    private int alignedVersion = -1;
    private String alignedName;
    private RuleState[] aligned;

    SeriesState(int fields) {
        recent = new RecentReadings(fields, NEVER);
    }

    RecentReadings recent() {
        return recent;
    }

    /** Event time of the latest reading. */
    long latestMicros() {
        return latestMicros;
    }

    int latestPartition() {
        return latestPartition;
    }

    long latestOffset() {
        return latestOffset;
    }

    void setLatest(SeriesSlices slices, int row) {
        latestMicros = slices.timesMicros()[row];
        latestPartition = slices.partitions()[row];
        latestOffset = slices.offsets()[row];
    }

    /** Processing time at which the series had something to say. */
    long seenMillis() {
        return seenMillis;
    }

    void seen(long nowMillis) {
        seenMillis = nowMillis;
    }

    /** Its name with labels, as it was last seen; null before the first {@link #align}. */
    String name() {
        return alignedName;
    }

    /** Of all rules that are about it. */
    List<RuleState> states() {
        return states;
    }

    boolean isAligned(RuleSet rules, String name) {
        return alignedVersion == rules.version() && name.equals(alignedName);
    }

    /** The states by rule, in the order of the rules; null where a rule is not about this series. */
    RuleState[] aligned() {
        return aligned;
    }

    /**
     * Finds the state of each rule that is about this series.
     *
     * @param labels the series' values by column name
     * @return states that no rule has any more; their alerts may be firing
     */
    List<RuleState> align(RuleSet rules, String name, SeriesLabels labels, int fields) {
        List<RuleState> left = states;
        states = new ArrayList<>(rules.rules().size());
        aligned = new RuleState[rules.rules().size()];
        for (int i = 0; i < aligned.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            if (rule.filter().matches(labels::value)) {
                aligned[i] = left.stream()
                        .filter(state -> state.isOf(rule))
                        .findFirst()
                        .orElseGet(() -> RuleState.of(rule));
                aligned[i].setHeading(rule.heading());
                states.add(aligned[i]);
            }
        }
        if (!recent.hasFields(fields) || !left.containsAll(states)) {
            // A new rule must not judge what was read before it was there.
            restartRecent(fields);
        }
        left.removeAll(states);
        alignedVersion = rules.version();
        alignedName = name;
        return left;
    }

    /** Forgets the recent readings; those that come are judged from what is known now. */
    void restartRecent(int fields) {
        recent = new RecentReadings(fields, latestMicros);
        states.forEach(RuleState::rebase);
    }

    SeriesState copy() {
        SeriesState copy = new SeriesState(0);
        copy.recent = recent.copy();
        copy.latestMicros = latestMicros;
        copy.latestPartition = latestPartition;
        copy.latestOffset = latestOffset;
        copy.seenMillis = seenMillis;
        copy.alignedName = alignedName;
        states.forEach(state -> copy.states.add(state.copy()));
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        // Not writeUTF, which ends at 64 KB.
        byte[] name = alignedName.getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(latestMicros);
        out.writeInt(latestPartition);
        out.writeLong(latestOffset);
        out.writeLong(seenMillis);
        recent.write(out);
        out.writeShort(states.size());
        for (RuleState state : states) {
            state.write(out);
        }
    }

    static SeriesState read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("series state of format %d; this version reads %d: restore with a newer one"
                    .formatted(format, FORMAT));
        }
        SeriesState state = new SeriesState(0);
        byte[] name = new byte[in.readInt()];
        in.readFully(name);
        state.alignedName = new String(name, StandardCharsets.UTF_8);
        state.latestMicros = in.readLong();
        state.latestPartition = in.readInt();
        state.latestOffset = in.readLong();
        state.seenMillis = in.readLong();
        state.recent = RecentReadings.read(in);
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            state.states.add(RuleState.read(in));
        }
        return state;
    }
}
