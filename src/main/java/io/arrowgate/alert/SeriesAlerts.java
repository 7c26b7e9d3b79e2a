package io.arrowgate.alert;

import io.arrowgate.batch.SeriesName;
import io.arrowgate.batch.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that can happen to one series, written down as alerts: it is read, falls silent, is forgotten, or has other rules.
 *
 * <p>Looks at one series after the other; one for each subtask.
 */
final class SeriesAlerts {
    /** No rule is about the silence of the series, or all that are have fired. */
    static final long NO_DEADLINE = Long.MAX_VALUE;

    private final StreamDefinition stream;
    private final int fields;
    private final SeriesEvaluator evaluator;
    private final AlertFactory factory;
    private final Reading reading;
    private final Measured nothing = new Measured();
    private final AlertOutput writer = this::write;

    private RuleSet rules;
    private SeriesState state;
    private String name;
    private SeriesLabels labels;
    private String topicId;
    private long nowMillis;
    private Consumer<Alert> output;

    SeriesAlerts(StreamDefinition stream) {
        this.stream = stream;
        fields = stream.readingFields().size();
        evaluator = new SeriesEvaluator(fields);
        factory = new AlertFactory(stream);
        reading = new Reading(fields);
        nothing.none();
    }

    /** How many readings were older than one of their series that came before them. */
    long late() {
        return evaluator.late();
    }

    /** How many readings came too late to be judged. */
    long tooLate() {
        return evaluator.tooLate();
    }

    /** What happens from now on, until the next call, happens at this time, and comes out there. */
    void at(long nowMillis, RuleSet rules, String topicId, Consumer<Alert> output) {
        this.nowMillis = nowMillis;
        this.rules = rules;
        this.topicId = topicId;
        this.output = output;
    }

    /**
     * Turns to a series; alerts of rules that are no longer about it end.
     *
     * @param name as written by {@link SeriesName}
     * @return whether its state was made to match changed rules
     */
    boolean turnTo(String name, SeriesState state) {
        this.name = name;
        this.state = state;
        labels = null;
        if (state.isAligned(rules, name)) {
            return false;
        }
        List<RuleState> left = state.align(rules, name, labels(), fields);
        left.forEach(each -> end(each, "its rule was changed or is no longer about this series"));
        return true;
    }

    /** Judges the rows from {@code begin} to {@code end}, exclusive. */
    void judge(SeriesSlices slices, int begin, int end) {
        int recent = begin;
        if (end - begin > RecentReadings.CAPACITY && isInOrder(slices, begin, end)) {
            // Only the last ones can be of use to a late reading: the others need not go through the recent ones.
            recent = end - RecentReadings.CAPACITY;
            for (int row = begin; row < recent; row++) {
                evaluator.judgeNewest(state, rules, reading(slices, row), writer);
            }
            state.restartRecent(fields);
        }
        for (int row = recent; row < end; row++) {
            evaluator.judge(state, rules, reading(slices, row), writer);
        }
        state.seen(nowMillis);
        evaluator.endSilence(state, rules, writer);
    }

    private boolean isInOrder(SeriesSlices slices, int begin, int end) {
        long last = state.latestMicros();
        for (int row = begin; row < end; row++) {
            if (slices.timesMicros()[row] < last) {
                return false;
            }
            last = slices.timesMicros()[row];
        }
        return true;
    }

    private Reading reading(SeriesSlices slices, int row) {
        reading.timeMicros = slices.timesMicros()[row];
        reading.partition = slices.partitions()[row];
        reading.offset = slices.offsets()[row];
        for (int field = 0; field < fields; field++) {
            reading.values[field] = slices.values()[field][row];
        }
        return reading;
    }

    /**
     * Fires the alerts of rules that the series has been silent for too long for.
     *
     * @param sinceMillis since when the job has been reading whatever there is
     * @return when to look again
     */
    long checkSilence(long sinceMillis) {
        long next = NO_DEADLINE;
        for (int i = 0; i < state.aligned().length; i++) {
            CompiledRule rule = rules.rules().get(i);
            RuleState of = state.aligned()[i];
            if (of == null || !rule.isAboutSilence() || of.life().isFiring()) {
                continue;
            }
            long deadline =
                    Math.max(state.seenMillis(), sinceMillis) + rule.silence().toMillis();
            if (deadline > nowMillis) {
                next = Math.min(next, deadline);
            } else {
                of.life().fireSilence(state.latestMicros(), state.latestPartition(), state.latestOffset());
                write(rule, of.life(), AlertState.FIRING, nothing);
            }
        }
        return next;
    }

    /** Ends all alerts of a series that is about to be forgotten. */
    void forget() {
        state.states().forEach(each -> end(each, "the series has not been seen for long"));
    }

    private void end(RuleState each, String reason) {
        if (each.life().isFiring()) {
            write(each.heading(), "ended: " + reason, each.life(), AlertState.RESOLVED, nothing);
        }
    }

    private void write(CompiledRule rule, AlertLife life, AlertState to, Measured measured) {
        write(rule.heading(), factory.text(rule, labels(), life, measured), life, to, measured);
    }

    private void write(RuleHeading rule, String text, AlertLife life, AlertState to, Measured measured) {
        output.accept(
                factory.alert(rule, text, SeriesName.key(name), labels(), life, to, measured, topicId, nowMillis));
    }

    private SeriesLabels labels() {
        if (labels == null) {
            labels = SeriesLabels.of(name, stream);
        }
        return labels;
    }
}
