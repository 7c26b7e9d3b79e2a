/**
 * Leads a new user through the pipeline on a stack of its own, which it deletes at the end. Uses the job packages,
 * {@code tools.console}, {@code tools.live}, {@code tools.local} and {@code tools.run}. Start reading at {@link Tour}.
 */
package io.arrowgate.tools.tour;
