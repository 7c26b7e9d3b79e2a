/**
 * Compares the raw records with the rows of the table and of the Arrow topic. Uses the job packages,
 * {@code tools.verify.finding} and {@code tools.verify.topic}. Start reading at {@link TableComparison}.
 */
package io.arrowgate.tools.verify.compare;
