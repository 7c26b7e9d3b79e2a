/**
 * Holds the alert state of one series between readings. Uses {@code batch}, {@code stream} and {@code alert.rule}. Start
 * reading at {@link SeriesState}.
 */
package io.arrowgate.alert.state;
