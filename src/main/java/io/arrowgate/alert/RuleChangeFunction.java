package io.arrowgate.alert;

import io.arrowgate.batch.MicroBatchOperator;
import io.arrowgate.common.JobMetricGroups;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the records of the rules topic. The key is the rule's name and the value the rule; an empty value removes it.
 * A record that is not a valid rule becomes a dead letter, and the rule of that name stays unchanged.
 */
public final class RuleChangeFunction extends ProcessFunction<RawRecord, RuleChange> {
    /** Replaces the stream name in dead letters of rules. */
    public static final String STREAM = "alert-rules";

    private final List<StreamDefinition> streams;
    private transient Counter badRules;

    public RuleChangeFunction(List<StreamDefinition> streams) {
        this.streams = List.copyOf(streams);
    }

    @Override
    public void open(OpenContext context) {
        badRules = JobMetricGroups.group(getRuntimeContext().getMetricGroup(), STREAM)
                .addGroup("reason", DeadLetterReason.BAD_RULE.label())
                .counter("deadLetters");
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<RuleChange> out) {
        try {
            out.collect(decode(record));
        } catch (UndecodableRecordException e) {
            badRules.inc();
            context.output(MicroBatchOperator.DEAD_LETTERS, DeadLetter.of(STREAM, e, record));
        }
    }

    private RuleChange decode(RawRecord record) throws UndecodableRecordException {
        if (record.key() == null || record.key().length == 0) {
            throw new UndecodableRecordException(
                    DeadLetterReason.BAD_RULE, "record has no key; the key must be the rule's name");
        }
        String name = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null || record.value().length == 0) {
            return RuleChange.removal(name);
        }
        try {
            RuntimeRule rule = AlertRuleJson.fromJson(record.value(), name, streams);
            return new RuleChange(name, rule.stream(), new String(AlertRuleJson.toJson(rule), StandardCharsets.UTF_8));
        } catch (InvalidStreamDefinitionException e) {
            throw new UndecodableRecordException(DeadLetterReason.BAD_RULE, e.getMessage());
        }
    }
}
