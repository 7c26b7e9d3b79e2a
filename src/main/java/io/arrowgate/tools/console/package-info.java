/**
 * Shows progress on a terminal and stops a command in order. Uses {@code archive}. Start reading at
 * {@link ProgressDisplay}.
 */
package io.arrowgate.tools.console;
