/**
 * Runs the job and the servers that it needs on this machine, for {@code up}, {@code job} and {@code demo}. Uses the job
 * packages, {@code tools.console}, {@code tools.live}, {@code tools.load}, {@code tools.local} and {@code tools.report}.
 * Start reading at {@link LocalJobRunner}.
 */
package io.arrowgate.tools.run;
