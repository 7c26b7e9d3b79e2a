package io.arrowgate.tools.chaos.fault;

import java.time.Duration;

/**
 * One fault as it happened.
 *
 * @param inPhase whether it came in the phase that it was meant for
 * @param recovery until every subtask ran, a new checkpoint was complete and both tables grew, and after an outage until what
 *     had piled up was read; from the end of the fault on, or from the death of a process
 */
public record InjectedFault(Fault fault, boolean inPhase, Duration recovery) {}
