package io.arrowgate.tools.verify;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RejectedRows;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Verifies that every raw record is exactly one row of its table or one dead letter, and that the Arrow topic has the same
 * rows. Changes nothing. Memory holds one chunk of raw records, and a bit for each raw record.
 *
 * <p>Records that the job has read but not committed count as missing: let it catch up first, or limit the range.
 */
public final class Verifier {
    private Verifier() {}

    /** Runs in the caller's thread, without progress reports. */
    public static VerifyReport run(VerifyPlan plan) throws Exception {
        return run(plan, VerifyProgress.NONE);
    }

    /** Runs in the caller's thread. */
    public static VerifyReport run(VerifyPlan plan, VerifyProgress progress) throws Exception {
        Map<StreamDefinition, RawTopicRange> topics = new LinkedHashMap<>();
        for (StreamDefinition stream : plan.streams()) {
            topics.put(stream, RawTopicRange.find(plan.kafka(), stream.topic(), plan.from(), plan.to()));
        }
        // Read after the ends of the raw topics. Dead letters of later records do no harm.
        DeadLetterOffsets deadLetters = DeadLetterOffsets.read(plan.kafka());
        RejectedRows rejected = RejectedRows.read(plan.kafka(), plan.rejectedBatchesTopic());
        Map<String, StreamVerifyReport> reports = new LinkedHashMap<>();
        for (var topic : topics.entrySet()) {
            StreamDefinition stream = topic.getKey();
            StreamVerifier verification =
                    new StreamVerifier(plan, stream, topic.getValue(), deadLetters, rejected, progress);
            reports.put(stream.name(), verification.run());
        }
        return new VerifyReport(plan.deep(), reports);
    }
}
