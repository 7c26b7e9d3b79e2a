package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.AlertLifecycle.Transition;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.Condition;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.ConditionState;
import io.arrowgate.alert.rule.EmptyConditionState;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.RuleMetadata;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one rule remembers of one series: the alert's life and the condition's state, as of the latest reading and, where late
 * readings are judged in order, as of before the recent ones.
 */
public final class RuleState {
    private final String rule;
    private final long fingerprint;
    /** Null after a restore, until the rule is known again; not if the alert fires. */
    private RuleMetadata heading;

    private Moment latest;
    /** Before the oldest of the recent readings; null if the condition is not replayed. */
    private Moment base;

    private RuleState(String rule, long fingerprint, RuleMetadata heading, Moment latest, Moment base) {
        this.rule = rule;
        this.fingerprint = fingerprint;
        this.heading = heading;
        this.latest = latest;
        this.base = base;
    }

    static RuleState of(CompiledRule rule) {
        Condition<?> condition = rule.condition();
        boolean replays = condition != null && condition.replays();
        return new RuleState(
                rule.name(),
                rule.fingerprint(),
                rule.heading(),
                Moment.first(condition),
                replays ? Moment.first(condition) : null);
    }

    /** Of the rule as it was when the alert fired, or as it is. */
    public RuleMetadata heading() {
        return heading;
    }

    boolean belongsTo(CompiledRule candidate) {
        return rule.equals(candidate.name()) && fingerprint == candidate.fingerprint();
    }

    /** Its rule may have another severity by now. */
    void setHeading(RuleMetadata of) {
        heading = of;
    }

    public AlertLifecycle lifecycle() {
        return latest.life;
    }

    public boolean replays() {
        return base != null;
    }

    /**
     * Takes in the newest rows, in order, for as long as nothing happens.
     *
     * @return the first row that is still to be judged
     */
    public int skipNonBreaching(CompiledRule by, SeriesSlices slices, int begin, int end) {
        return latest.skipNonBreaching(by, slices, begin, end);
    }

    /** Judges the newest reading. */
    public Transition step(CompiledRule by, Reading reading, ConditionResult conditionResult) {
        return latest.step(by, reading, conditionResult);
    }

    /** Takes in the oldest of the recent readings, which is about to go. */
    public void advanceBaseline(CompiledRule by, Reading oldest, ConditionResult conditionResult) {
        base.step(by, oldest, conditionResult);
    }

    /** Forgets the recent readings: what is known now stands before whatever comes. */
    public void resetBaseline() {
        if (base != null) {
            base.set(latest);
        }
    }

    /** The state before the recent readings, for judging them again. */
    public Moment startOfReplay() {
        return base.copy();
    }

    public void replaceLatest(Moment replayed) {
        latest = replayed;
    }

    RuleState copy() {
        return new RuleState(rule, fingerprint, heading, latest.copy(), base == null ? null : base.copy());
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(rule);
        out.writeLong(fingerprint);
        latest.write(out);
        if (latest.life.isFiring()) {
            heading.write(out);
        }
        out.writeBoolean(base != null);
        if (base != null) {
            base.write(out);
        }
    }

    static RuleState read(DataInput in) throws IOException {
        String rule = in.readUTF();
        long fingerprint = in.readLong();
        Moment latest = Moment.read(in);
        RuleMetadata heading = latest.life.isFiring() ? RuleMetadata.read(in) : null;
        return new RuleState(rule, fingerprint, heading, latest, in.readBoolean() ? Moment.read(in) : null);
    }

    /** The alert's life and the condition's state after one and the same reading. */
    public record Moment(AlertLifecycle life, ConditionState condition) {
        static Moment first(Condition<?> condition) {
            return new Moment(
                    new AlertLifecycle(), condition == null ? EmptyConditionState.INSTANCE : condition.newState());
        }

        int skipNonBreaching(CompiledRule by, SeriesSlices slices, int begin, int end) {
            return life.isClear() ? judge(by).skipNonBreaching(slices, begin, end, condition) : begin;
        }

        public Transition step(CompiledRule by, Reading reading, ConditionResult conditionResult) {
            return life.step(judge(by).judge(reading, condition, conditionResult), reading, by.hold());
        }

        @SuppressWarnings("unchecked") // The state is what this very condition made: see isOf.
        private static Condition<ConditionState> judge(CompiledRule by) {
            return (Condition<ConditionState>) by.condition();
        }

        /** Becomes the same moment as another one of the rule. */
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
