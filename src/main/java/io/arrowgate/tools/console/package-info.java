/**
 * Shows progress on a terminal, stops a command in order, and converts durations of its flags. Uses {@code archive}. Start reading
 * at {@link ProgressDisplay}.
 */
package io.arrowgate.tools.console;
