/**
 * Describes an alert and writes it to its topic and its table. Uses {@code clickhouse}, {@code common}, {@code config},
 * {@code sink} and {@code stream}. Start reading at {@link Alert}.
 */
package io.arrowgate.alert.notify;
