/**
 * Compares raw topic, table and Arrow topic record by record and reports every difference. Uses the job packages,
 * {@code tools.verify.compare}, {@code tools.verify.finding} and {@code tools.verify.topic}. Start reading at
 * {@link Verifier}.
 */
package io.arrowgate.tools.verify;
