package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ReadingPlaceFormat;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Holds the alert state of one series. The task thread changes it in place. */
public final class SeriesState {
    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private RecentReadings recent;
    private long latestMicros = NEVER;
    private int latestPartition;
    private long latestOffset;
    private int latestRowInRecord;
    private long lastSeenMillis;
    private List<RuleState> states = new ArrayList<>();

    // Which state belongs to which rule. Not serialized; recreated after a restore.
    private int alignedVersion = -1;
    private String alignedName;
    private RuleState[] alignedStates;

    public SeriesState(int fields) {
        recent = new RecentReadings(fields, NEVER);
    }

    public RecentReadings recent() {
        return recent;
    }

    /** Returns the event time of the latest reading. */
    public long latestMicros() {
        return latestMicros;
    }

    public int latestPartition() {
        return latestPartition;
    }

    public long latestOffset() {
        return latestOffset;
    }

    public int latestRowInRecord() {
        return latestRowInRecord;
    }

    public void setLatest(SeriesSlices slices, int row) {
        latestMicros = slices.timesMicros()[row];
        latestPartition = slices.partitions()[row];
        latestOffset = slices.offsets()[row];
        latestRowInRecord = slices.rowInRecord(row);
    }

    /** Returns the processing time of the last event of the series. */
    public long lastSeenMillis() {
        return lastSeenMillis;
    }

    public void markSeen(long nowMillis) {
        lastSeenMillis = nowMillis;
    }

    /** Returns the latest name of the series with labels; null before the first {@link #align}. */
    public String name() {
        return alignedName;
    }

    /** Returns the states of all rules that apply to the series. */
    public List<RuleState> states() {
        return states;
    }

    public boolean isAligned(RuleSet rules, String name) {
        return alignedVersion == rules.version() && name.equals(alignedName);
    }

    /** Returns the states in the order of the rules; null where a rule does not apply to this series. */
    public RuleState[] alignedStates() {
        return alignedStates;
    }

    /**
     * Assigns a state to each rule that applies to this series.
     *
     * @param labels the series' values by column name
     * @return states of rules that no longer apply; their alerts may be firing
     */
    public List<RuleState> align(RuleSet rules, String name, SeriesLabels labels, int fields) {
        List<RuleState> previous = states;
        states = new ArrayList<>(rules.rules().size());
        alignedStates = new RuleState[rules.rules().size()];
        for (int i = 0; i < alignedStates.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            if (rule.filter().matches(labels::value)) {
                alignedStates[i] = previous.stream()
                        .filter(state -> state.belongsTo(rule))
                        .findFirst()
                        .orElseGet(() -> RuleState.of(rule));
                alignedStates[i].setMetadata(rule.metadata());
                states.add(alignedStates[i]);
            }
        }
        if (!recent.hasFields(fields) || !previous.containsAll(states)) {
            // A new rule must not evaluate readings from before it was added.
            restartRecent(fields);
        }
        previous.removeAll(states);
        alignedVersion = rules.version();
        alignedName = name;
        return previous;
    }

    /** Removes the recent readings; later ones are evaluated from the current state. */
    void restartRecent(int fields) {
        recent = new RecentReadings(fields, latestMicros);
        states.forEach(RuleState::resetBaseline);
    }

    public SeriesState copy() {
        SeriesState copy = new SeriesState(0);
        copy.recent = recent.copy();
        copy.latestMicros = latestMicros;
        copy.latestPartition = latestPartition;
        copy.latestOffset = latestOffset;
        copy.latestRowInRecord = latestRowInRecord;
        copy.lastSeenMillis = lastSeenMillis;
        copy.alignedName = alignedName;
        states.forEach(state -> copy.states.add(state.copy()));
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        // Not writeUTF, which is limited to 64 KB.
        byte[] name = alignedName.getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(latestMicros);
        ReadingPlaceFormat.write(latestPartition, latestOffset, latestRowInRecord, out);
        out.writeLong(lastSeenMillis);
        recent.write(out);
        out.writeShort(states.size());
        for (RuleState state : states) {
            state.write(out);
        }
    }

    public static SeriesState read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException(
                    "series state has format %d, this version reads %d; restore the savepoint with a newer version"
                            .formatted(format, FORMAT));
        }
        SeriesState state = new SeriesState(0);
        byte[] name = new byte[in.readInt()];
        in.readFully(name);
        state.alignedName = new String(name, StandardCharsets.UTF_8);
        state.latestMicros = in.readLong();
        int encodedPartition = in.readInt();
        state.latestPartition = ReadingPlaceFormat.partition(encodedPartition);
        state.latestOffset = in.readLong();
        state.latestRowInRecord = ReadingPlaceFormat.readRowInRecord(encodedPartition, in);
        state.lastSeenMillis = in.readLong();
        state.recent = RecentReadings.read(in);
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            state.states.add(RuleState.read(in));
        }
        return state;
    }
}
