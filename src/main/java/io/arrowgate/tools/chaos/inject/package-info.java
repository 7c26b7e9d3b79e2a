/**
 * Injects faults, keeps the load up and waits until the job has recovered. Uses {@code clickhouse}, {@code config},
 * {@code stream}, {@code tools.chaos.fault}, {@code tools.chaos.stack}, {@code tools.load} and {@code tools.local}. Start
 * reading at {@link FaultInjector}.
 */
package io.arrowgate.tools.chaos.inject;
