package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ReadingPlaceFormat;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Holds the alert state of one series. The task thread changes it in place. */
public final class SeriesState {
    /** Stands for the timeout of a series to which no absence rule applies, or for which all of them fire. */
    public static final long NO_ABSENCE = Long.MAX_VALUE;

    /** Makes the operator check a series of 0.1.0, whose state has no header. */
    private static final long UNKNOWN_ABSENCE = 0;

    /** Estimate for this object, the name and the lists. */
    private static final int OBJECT_BYTES = 240;

    private static final long NEVER = Long.MIN_VALUE;

    private RecentReadings recent;
    private long latestMicros = NEVER;
    private int latestPartition;
    private long latestOffset;
    private int latestRowInRecord;
    private long lastSeenMillis;
    private long absenceMillis = NO_ABSENCE;
    private List<RuleState> states = new ArrayList<>();

    // Which state belongs to which rule.
    private int alignedVersion = -1;
    private long alignedFingerprint;
    private int[] replayedFields = {};
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

    /** Returns the shortest timeout of the absence rules that do not fire; {@link #NO_ABSENCE} without such a rule. */
    public long absenceMillis() {
        return absenceMillis;
    }

    public void setAbsenceMillis(long absenceMillis) {
        this.absenceMillis = absenceMillis;
    }

    /** Returns the latest name of the series with labels; null before the first {@link #align}. */
    public String name() {
        return alignedName;
    }

    /** Returns the states of all rules that apply to the series. */
    public List<RuleState> states() {
        return states;
    }

    /** Returns whether an alert of the series fires. */
    public boolean isFiring() {
        return states.stream().anyMatch(state -> state.lifecycle().isFiring());
    }

    public boolean isAligned(RuleSet rules, String name) {
        return alignedVersion == rules.version() && name.equals(alignedName);
    }

    /** Returns the states in the order of the rules; null where a rule does not apply to this series. */
    public RuleState[] alignedStates() {
        return alignedStates;
    }

    /**
     * Assigns the states to the rules, if the state was written with the same rules and labels.
     *
     * @return whether it was; if not, {@link #align} is needed
     */
    public boolean alignAsWritten(RuleSet rules, String name, int fields) {
        if (alignedFingerprint != rules.fingerprint() || !name.equals(alignedName) || !recent.hasFields(fields)) {
            return false;
        }
        alignedStates = new RuleState[rules.rules().size()];
        int next = 0;
        // Both are in the order of the rules.
        for (int i = 0; i < alignedStates.length && next < states.size(); i++) {
            CompiledRule rule = rules.rules().get(i);
            if (states.get(next).belongsTo(rule)) {
                alignedStates[i] = states.get(next++);
                alignedStates[i].connect(rule, recent);
            }
        }
        setAligned(rules, name);
        return true;
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
                alignedStates[i].connect(rule, recent);
                states.add(alignedStates[i]);
            }
        }
        if (!recent.hasFields(fields) || !previous.containsAll(states)) {
            // A new rule must not evaluate readings from before it was added.
            restartRecent(fields);
        }
        previous.removeAll(states);
        setAligned(rules, name);
        return previous;
    }

    private void setAligned(RuleSet rules, String name) {
        alignedVersion = rules.version();
        alignedFingerprint = rules.fingerprint();
        replayedFields = rules.replayedFields();
        alignedName = name;
        for (int i = 0; i < alignedStates.length; i++) {
            boolean started = alignedStates[i] != null
                    && alignedStates[i].startReplays(rules.rules().get(i), recent.size());
            if (started && recent.size() == 0) {
                // They were not written, because no rule replayed any.
                recent.restart(latestMicros);
            }
        }
    }

    /** Removes the recent readings; later ones are evaluated from the current state. */
    void restartRecent(int fields) {
        recent = new RecentReadings(fields, latestMicros);
        states.forEach(RuleState::resetBaseline);
    }

    /** Returns an estimate of the memory that this state takes, in bytes. */
    public int memoryBytes() {
        int bytes = OBJECT_BYTES + recent.memoryBytes();
        for (RuleState state : states) {
            bytes += state.memoryBytes();
        }
        return bytes;
    }

    /** Writes the header, then the rest. The name is written without the key, which is the key of Flink's state. */
    public void write(DataOutput out) throws IOException {
        header().write(out);
        byte[] labels =
                alignedName.substring(SeriesName.key(alignedName).length()).getBytes(StandardCharsets.UTF_8);
        out.writeInt(labels.length);
        out.write(labels);
        out.writeLong(latestMicros);
        ReadingPlaceFormat.write(latestPartition, latestOffset, latestRowInRecord, out);
        recent.write(replayedFields, latestMicros, latestOffset, out);
        out.writeShort(states.size());
        for (RuleState state : states) {
            state.write(out);
        }
    }

    private SeriesHeader header() {
        List<String> firingRules = new ArrayList<>();
        for (RuleState state : states) {
            if (state.lifecycle().isFiring()) {
                firingRules.add(state.metadata().rule());
            }
        }
        return new SeriesHeader(alignedFingerprint, lastSeenMillis, absenceMillis, firingRules);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param key of the series, see {@link SeriesName#key}
     */
    public static SeriesState read(String key, DataInput in) throws IOException {
        SeriesState state = new SeriesState(0);
        SeriesHeader header = SeriesHeader.read(in);
        state.alignedFingerprint = header.rulesFingerprint();
        state.lastSeenMillis = header.lastSeenMillis();
        state.absenceMillis = header.absenceMillis();
        state.alignedName = key + readText(in);
        state.readLatest(in);
        state.recent = RecentReadings.read(state.latestMicros, state.latestOffset, in);
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            state.states.add(RuleState.read(in));
        }
        return state;
    }

    /** Reads a state of 0.1.0, which was written without a header and with the whole name. */
    public static SeriesState readOf01(DataInput in) throws IOException {
        SeriesState state = new SeriesState(0);
        state.alignedName = readText(in);
        state.readLatest(in);
        state.lastSeenMillis = in.readLong();
        state.absenceMillis = UNKNOWN_ABSENCE;
        state.recent = RecentReadings.readOf01(in);
        // It is written again at once, before its rules are known.
        state.replayedFields = state.recent.allFields();
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            state.states.add(RuleState.readOf01(in));
        }
        return state;
    }

    private void readLatest(DataInput in) throws IOException {
        latestMicros = in.readLong();
        int encodedPartition = in.readInt();
        latestPartition = ReadingPlaceFormat.partition(encodedPartition);
        latestOffset = in.readLong();
        latestRowInRecord = ReadingPlaceFormat.readRowInRecord(encodedPartition, in);
    }

    private static String readText(DataInput in) throws IOException {
        byte[] text = new byte[in.readInt()];
        in.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
