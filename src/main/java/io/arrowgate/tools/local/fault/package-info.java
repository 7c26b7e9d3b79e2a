/**
 * Injects network faults and responses between an HTTP client and a server. Uses no other package. Start reading at
 * {@link FaultProxy}.
 */
package io.arrowgate.tools.local.fault;
