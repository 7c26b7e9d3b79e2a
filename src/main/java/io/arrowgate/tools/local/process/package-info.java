/**
 * Starts child processes and manages their ports, temporary folders and time limits. Uses no other package. Start reading
 * at {@link ChildProcess}.
 */
package io.arrowgate.tools.local.process;
