/**
 * Compiles alert rules and evaluates their conditions on single readings. Uses {@code batch}, {@code stream},
 * {@code alert.anomaly} and {@code alert.notify}. Start reading at {@link CompiledRule}.
 */
package io.arrowgate.alert.rule;
