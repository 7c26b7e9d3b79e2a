/**
 * Defines the commands that work on topics and tables of a running or stopped job: SQL, verification, reports, dead letters
 * and archives. Uses the job packages, {@code tools.cli.option}, {@code tools.console}, {@code tools.deadletter},
 * {@code tools.local}, {@code tools.report}, {@code tools.sql} and {@code tools.verify}. Start reading at {@link VerifyCommand}.
 */
package io.arrowgate.tools.cli.data;
