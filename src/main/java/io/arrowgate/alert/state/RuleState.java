package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.AlertLifecycle.Transition;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.Condition;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.ConditionState;
import io.arrowgate.alert.rule.EmptyConditionState;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.ReplayedConditionState;
import io.arrowgate.alert.rule.RuleMetadata;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Holds the state of one rule for one series: the alert lifecycle and the condition state after the latest reading. For
 * conditions that replay late readings, it also holds both as of before the recent readings.
 */
public final class RuleState {
    /** Estimate for this object and its lifecycles, in bytes. */
    private static final int OBJECT_BYTES = 240;

    /** Identifies the rule: its name and meaning. */
    private final long fingerprint;
    /** Null after a restore until the rule is known again, unless the alert fires. */
    private RuleMetadata metadata;
    /** Field of the readings that the rule evaluates. */
    private int field;

    private Moment latest;
    /** State before the oldest recent reading; null if the condition is not replayed. */
    private Moment baseline;
    /** Number of the oldest recent readings that the baseline includes already. */
    private int included;

    private RuleState(long fingerprint, RuleMetadata metadata, Moment latest, Moment baseline) {
        this.fingerprint = fingerprint;
        this.metadata = metadata;
        this.latest = latest;
        this.baseline = baseline;
    }

    static RuleState of(CompiledRule rule) {
        Condition<?> condition = rule.condition();
        return new RuleState(
                rule.fingerprint(),
                rule.metadata(),
                Moment.first(condition),
                rule.replays() ? Moment.first(condition) : null);
    }

    /** Returns the metadata of the rule: the current one, or the one at the time the alert fired. */
    public RuleMetadata metadata() {
        return metadata;
    }

    boolean belongsTo(CompiledRule candidate) {
        return fingerprint == candidate.fingerprint();
    }

    /**
     * Connects this state with its rule after a change of the rules or after it was read: updates the metadata, and completes what was
     * not written.
     *
     * @param recent readings with which the state was written
     */
    void connect(CompiledRule rule, RecentReadings recent) {
        metadata = rule.metadata();
        field = rule.field();
        if (latest.condition instanceof ReplayedConditionState replayed) {
            latest = new Moment(latest.life, replay(rule, recent, replayed.field()));
        }
    }

    private ConditionState replay(CompiledRule rule, RecentReadings recent, int recentField) {
        Moment moment = new Moment(new AlertLifecycle(), baseline.condition.copy());
        Reading reading = new Reading(field + 1);
        ConditionResult conditionResult = new ConditionResult();
        for (int rank = 0; rank < recent.size(); rank++) {
            recent.get(rank, reading, recentField, field);
            moment.step(rule, reading, conditionResult);
        }
        return moment.condition;
    }

    public AlertLifecycle lifecycle() {
        return latest.life;
    }

    public boolean replays() {
        return baseline != null;
    }

    /**
     * Processes the newest rows in order, up to the first that may change the alert.
     *
     * @return the first row that still has to be evaluated
     */
    public int skipNonBreaching(CompiledRule compiled, SeriesSlices slices, int begin, int end) {
        return latest.skipNonBreaching(compiled, slices, begin, end);
    }

    /** Evaluates the newest reading. */
    public Transition step(CompiledRule compiled, Reading reading, ConditionResult conditionResult) {
        return latest.step(compiled, reading, conditionResult);
    }

    /**
     * Starts to replay late readings from now on, if the rule does and this is a state of an earlier version, in which it did not.
     *
     * @param recent number of recent readings, which are too late for that
     * @return whether it was
     */
    boolean startReplays(CompiledRule rule, int recent) {
        if (baseline != null || !rule.replays()) {
            return false;
        }
        baseline = latest.copy();
        included = recent;
        return true;
    }

    /** Returns the rank of the first recent reading to replay. */
    public int firstReplayed() {
        return included;
    }

    /** Returns whether a late reading of this rank, which was inserted, is to be replayed; if not, the rule skips it. */
    public boolean replaysRank(int rank) {
        if (rank >= included) {
            return true;
        }
        included++;
        return false;
    }

    /** Adds the oldest of the recent readings to the baseline, before it is removed. */
    public void advanceBaseline(CompiledRule compiled, Reading oldest, ConditionResult conditionResult) {
        if (included > 0) {
            included--;
        } else {
            baseline.step(compiled, oldest, conditionResult);
        }
    }

    /** Makes the current state the baseline, as if there were no recent readings. */
    public void resetBaseline() {
        if (baseline != null) {
            baseline.set(latest);
            included = 0;
        }
    }

    /** Returns a copy of the state before the recent readings, for a replay. */
    public Moment startOfReplay() {
        return baseline.copy();
    }

    public void replaceLatest(Moment replayed) {
        latest = replayed;
    }

    /** Returns an estimate of the memory that this state takes, in bytes. */
    int memoryBytes() {
        return OBJECT_BYTES + latest.condition.memoryBytes() * (baseline == null ? 1 : 2);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(fingerprint);
        writeLatest(out);
        if (latest.life.isFiring()) {
            metadata.write(out);
        }
        // Earlier versions wrote whether there is a baseline, which included none of the recent readings.
        out.writeByte(baseline == null ? 0 : 1 + included);
        if (baseline != null) {
            baseline.write(out);
        }
    }

    private void writeLatest(DataOutput out) throws IOException {
        boolean follows = baseline != null && included == 0 && latest.condition.kind() != ConditionState.Kind.NONE;
        latest.life.write(out);
        (follows ? new ReplayedConditionState(field) : latest.condition).writeTo(out);
    }

    static RuleState read(DataInput in) throws IOException {
        long fingerprint = in.readLong();
        Moment latest = Moment.read(in);
        RuleMetadata metadata = latest.life.isFiring() ? RuleMetadata.read(in) : null;
        int included = in.readUnsignedByte() - 1;
        RuleState state = new RuleState(fingerprint, metadata, latest, included < 0 ? null : Moment.read(in));
        state.included = Math.max(0, included);
        return state;
    }

    /** Reads what 0.1.0 wrote: the same after the name of the rule, which is part of the fingerprint. */
    static RuleState readOf01(DataInput in) throws IOException {
        in.readUTF();
        return read(in);
    }

    /** Holds the alert lifecycle and the condition state after the same reading. */
    public record Moment(AlertLifecycle life, ConditionState condition) {
        static Moment first(Condition<?> condition) {
            return new Moment(
                    new AlertLifecycle(), condition == null ? EmptyConditionState.INSTANCE : condition.newState());
        }

        int skipNonBreaching(CompiledRule compiled, SeriesSlices slices, int begin, int end) {
            return life.isClear() ? condition(compiled).skipNonBreaching(slices, begin, end, condition) : begin;
        }

        public Transition step(CompiledRule compiled, Reading reading, ConditionResult conditionResult) {
            return life.step(
                    condition(compiled).evaluate(reading, condition, conditionResult), reading, compiled.hold());
        }

        @SuppressWarnings("unchecked") // The state was created by this condition: see belongsTo.
        private static Condition<ConditionState> condition(CompiledRule rule) {
            return (Condition<ConditionState>) rule.condition();
        }

        /** Copies another moment of the same rule into this one. */
        void set(Moment other) {
            life.set(other.life);
            condition.set(other.condition);
        }

        Moment copy() {
            return new Moment(life.copy(), condition.copy());
        }

        void write(DataOutput out) throws IOException {
            life.write(out);
            condition.writeTo(out);
        }

        static Moment read(DataInput in) throws IOException {
            return new Moment(AlertLifecycle.read(in), ConditionState.Kind.readFrom(in));
        }
    }
}
