/**
 * Describes the conditions of alert rules as a stream definition declares them. Uses {@code stream.column}. Depends on
 * neither Flink nor Arrow. Start reading at {@link RuleCondition}.
 */
package io.arrowgate.stream.condition;
