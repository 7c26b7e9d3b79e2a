package io.arrowgate.tools.chaos.check;

/**
 * Compares the alerts of one stream with those that its readings must cause. An alert that fires and one that resolves count each.
 *
 * @param expected by evaluating the rules once more
 * @param found in the table
 * @param missing expected ones that the table does not have
 * @param unexpected ones in the table that are not expected
 * @param missingOnTopic expected ones that the topic does not have, of rules without an alert storm
 */
public record AlertOutcome(long expected, long found, long missing, long unexpected, long missingOnTopic) {
    public boolean isExact() {
        return missing == 0 && unexpected == 0 && missingOnTopic == 0;
    }
}
