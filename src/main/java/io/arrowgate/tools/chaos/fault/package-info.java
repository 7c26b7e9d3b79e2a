/**
 * Describes faults and draws a schedule of them from a seed. Uses {@code tools.local}. Start reading at
 * {@link FaultSchedule}.
 */
package io.arrowgate.tools.chaos.fault;
