package io.arrowgate.alert.rule;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Describes the rule in its alerts. A firing alert keeps it, so that the alert can resolve after its rule is removed.
 *
 * @param rule name of the rule
 * @param kind of its condition
 * @param severity of its alerts
 * @param field that it applies to; null for rules without a field
 * @param stormLimit limit of its firing alerts on the topic per minute
 */
public record RuleMetadata(String rule, String kind, Severity severity, String field, int stormLimit) {
    private static final Severity[] SEVERITIES = Severity.values();

    static RuleMetadata of(AlertRule rule) {
        return new RuleMetadata(
                rule.name(),
                rule.condition().kind(),
                rule.severity(),
                rule.condition().field(),
                rule.stormLimit());
    }

    @SuppressWarnings("EnumOrdinal") // The order of severities is part of savepoints.
    public void write(DataOutput out) throws IOException {
        out.writeUTF(rule);
        out.writeUTF(kind);
        out.writeByte(severity.ordinal());
        out.writeUTF(field == null ? "" : field);
        out.writeInt(stormLimit);
    }

    public static RuleMetadata read(DataInput in) throws IOException {
        String rule = in.readUTF();
        String kind = in.readUTF();
        Severity severity = SEVERITIES[in.readUnsignedByte()];
        String field = in.readUTF();
        return new RuleMetadata(rule, kind, severity, field.isEmpty() ? null : field, in.readInt());
    }
}
