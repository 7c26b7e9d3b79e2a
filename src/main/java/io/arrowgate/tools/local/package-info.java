/**
 * Starts a real Kafka broker and a real ClickHouse engine on this machine, each in a process of its own. Uses
 * {@code config}, {@code tools.console}, {@code tools.local.cluster}, {@code tools.local.http} and {@code tools.local.process}. Start reading at
 * {@link LocalStack}.
 */
package io.arrowgate.tools.local;
