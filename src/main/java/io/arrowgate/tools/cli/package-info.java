/**
 * Defines the commands of {@code ./arrowgate}. A command parses its flags, calls another tool package and prints the
 * result. Uses the job packages, {@code tools.cli.data}, {@code tools.option}, {@code tools.bench},
 * {@code tools.chaos}, {@code tools.console}, {@code tools.detect}, {@code tools.infer}, {@code tools.live},
 * {@code tools.load}, {@code tools.local}, {@code tools.report} and {@code tools.run}. Start reading at {@link Arrowgate}.
 */
package io.arrowgate.tools.cli;
