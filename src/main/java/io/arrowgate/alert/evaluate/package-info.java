/**
 * Evaluates the readings of one series by all its rules, in order of event time, and creates the alerts. Uses
 * {@code batch}, {@code stream}, {@code alert.notify}, {@code alert.rule} and {@code alert.state}. Start reading at
 * {@link SeriesAlertProcessor}.
 */
package io.arrowgate.alert.evaluate;
