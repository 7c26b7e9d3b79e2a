package io.arrowgate.tools.verify.compare;

import io.arrowgate.decode.DeadLetter;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the rows and dead letters of one raw record with its elements: each must be exactly one row or one dead letter. */
final class RecordComparison {
    private RecordComparison() {}

    /**
     * Reports the differences of a record.
     *
     * @param expected has decoded the record
     * @param rows number of rows at each position in the record
     * @param whyAbsent returns the finding for an element without row and dead letter; for element 0 if no element is known
     */
    static void compare(
            ConsumerRecord<byte[], byte[]> record,
            ExpectedRows expected,
            Map<Integer, Integer> rows,
            DeadLetterOffsets.InPartition letters,
            IntFunction<Finding> whyAbsent,
            SideReportBuilder log) {
        int wholeLetters = letters.count(record.offset(), DeadLetter.WHOLE_RECORD);
        boolean duplicated = wholeLetters > 1 || (wholeLetters == 1 && !rows.isEmpty());
        for (Map.Entry<Integer, Integer> row : rows.entrySet()) {
            duplicated |= row.getValue() + letters.count(record.offset(), row.getKey()) > 1;
        }
        for (int element : expected.elements()) {
            int elementLetters = letters.count(record.offset(), element);
            duplicated |= elementLetters + wholeLetters > 1;
            if (wholeLetters + elementLetters == 0 && !rows.containsKey(element)) {
                log.add(whyAbsent.apply(element), record.partition(), record.offset());
            }
        }
        if (duplicated) {
            log.add(Finding.DUPLICATED, record.partition(), record.offset());
        }
        if (!expected.isUndecodable()) {
            boolean unknown =
                    rows.keySet().stream().anyMatch(row -> !expected.elements().contains(row));
            if (unknown) {
                log.add(Finding.OUTSIDE, record.partition(), record.offset());
            }
        } else if (rows.isEmpty() && !letters.contains(record.offset())) {
            log.add(whyAbsent.apply(0), record.partition(), record.offset());
        }
    }
}
