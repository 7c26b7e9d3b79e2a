package io.arrowgate.alert.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes what an operator needs to know of a series without decoding its whole state.
 *
 * @param rulesFingerprint of the rule set with which the state was written; 0 in state of 0.1.0
 * @param lastSeenMillis processing time of the last event of the series
 * @param absenceMillis shortest timeout of its absence rules that do not fire; {@link SeriesState#NO_ABSENCE} without such a rule
 * @param firingRules names of the rules whose alerts fire
 */
public record SeriesHeader(long rulesFingerprint, long lastSeenMillis, long absenceMillis, List<String> firingRules) {
    public SeriesHeader {
        firingRules = List.copyOf(firingRules);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rulesFingerprint);
        out.writeLong(lastSeenMillis);
        out.writeLong(absenceMillis);
        out.writeShort(firingRules.size());
        for (String rule : firingRules) {
            out.writeUTF(rule);
        }
    }

    static SeriesHeader read(DataInput in) throws IOException {
        long rulesFingerprint = in.readLong();
        long lastSeenMillis = in.readLong();
        long absenceMillis = in.readLong();
        int firing = in.readUnsignedShort();
        List<String> firingRules = new ArrayList<>(firing);
        for (int i = 0; i < firing; i++) {
            firingRules.add(in.readUTF());
        }
        return new SeriesHeader(rulesFingerprint, lastSeenMillis, absenceMillis, firingRules);
    }
}
