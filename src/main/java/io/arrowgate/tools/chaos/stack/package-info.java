/**
 * Starts the servers and the cluster that a chaos run breaks. Uses the job packages, {@code tools.chaos.fault} and
 * {@code tools.local}. Start reading at {@link ChaosStack}.
 */
package io.arrowgate.tools.chaos.stack;
