/**
 * Defines the commands that work on topics and tables of a running or stopped job: SQL, alert rules, verification, reports,
 * dead letters and archives. Uses the job packages, {@code tools.console}, {@code tools.deadletter}, {@code tools.local},
 * {@code tools.option}, {@code tools.report}, {@code tools.rule}, {@code tools.sql}, {@code tools.tail} and
 * {@code tools.verify}. Start reading at {@link VerifyCommand}.
 */
package io.arrowgate.tools.cli.data;
