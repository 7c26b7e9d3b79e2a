package io.arrowgate.tools.chaos.fault;

import java.time.Duration;

/**
 * Describes an injected fault and the recovery from it.
 *
 * @param inPhase whether it was injected at its trigger's moment
 * @param recovery time from the end of the fault, or from the kill of a process, until every subtask ran, a new checkpoint was
 *     complete and both tables grew; after an outage, until the backlog was read
 */
public record InjectedFault(Fault fault, boolean inPhase, Duration recovery) {}
