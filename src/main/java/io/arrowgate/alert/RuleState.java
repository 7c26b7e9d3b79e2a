package io.arrowgate.alert;

import io.arrowgate.alert.AlertLife.Transition;
import io.arrowgate.batch.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one rule remembers of one series: the alert's life and the condition's state, as of the latest reading and, where late
 * readings are judged in order, as of before the recent ones.
 */
final class RuleState {
    private final String rule;
    private final long fingerprint;
    /** Null after a restore, until the rule is known again; not if the alert fires. */
    private RuleHeading heading;

    private Moment latest;
    /** Before the oldest of the recent readings; null if the condition is not replayed. */
    private Moment base;

    private RuleState(String rule, long fingerprint, RuleHeading heading, Moment latest, Moment base) {
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
    RuleHeading heading() {
        return heading;
    }

    boolean isOf(CompiledRule candidate) {
        return rule.equals(candidate.name()) && fingerprint == candidate.fingerprint();
    }

    /** Its rule may have another severity by now. */
    void setHeading(RuleHeading of) {
        heading = of;
    }

    AlertLife life() {
        return latest.life;
    }

    boolean replays() {
        return base != null;
    }

    /**
     * Takes in the newest rows, in order, for as long as nothing happens.
     *
     * @return the first row that is still to be judged
     */
    int passQuiet(CompiledRule by, SeriesSlices slices, int begin, int end) {
        return latest.passQuiet(by, slices, begin, end);
    }

    /** Judges the newest reading. */
    Transition step(CompiledRule by, Reading reading, Measured measured) {
        return latest.step(by, reading, measured);
    }

    /** Takes in the oldest of the recent readings, which is about to go. */
    void stepBase(CompiledRule by, Reading oldest, Measured measured) {
        base.step(by, oldest, measured);
    }

    /** Forgets the recent readings: what is known now stands before whatever comes. */
    void rebase() {
        if (base != null) {
            base.set(latest);
        }
    }

    /** The state before the recent readings, for judging them again. */
    Moment startOfReplay() {
        return base.copy();
    }

    void replaceLatest(Moment replayed) {
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
        RuleHeading heading = latest.life.isFiring() ? RuleHeading.read(in) : null;
        return new RuleState(rule, fingerprint, heading, latest, in.readBoolean() ? Moment.read(in) : null);
    }

    /** The alert's life and the condition's state after one and the same reading. */
    record Moment(AlertLife life, ConditionState condition) {
        static Moment first(Condition<?> condition) {
            return new Moment(new AlertLife(), condition == null ? NoState.INSTANCE : condition.newState());
        }

        int passQuiet(CompiledRule by, SeriesSlices slices, int begin, int end) {
            return life.isQuiet() ? judge(by).passQuiet(slices, begin, end, condition) : begin;
        }

        Transition step(CompiledRule by, Reading reading, Measured measured) {
            return life.step(judge(by).judge(reading, condition, measured), reading, by.lasting());
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
            return new Moment(AlertLife.read(in), ConditionState.Kind.readFrom(in));
        }
    }
}
