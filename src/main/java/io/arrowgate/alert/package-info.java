/**
 * Runs the alert rules of a stream in Flink, keyed by bucket, and limits alert storms. Uses {@code batch}, {@code common},
 * {@code decode}, {@code source}, {@code stream}, {@code alert.anomaly}, {@code alert.evaluate}, {@code alert.notify},
 * {@code alert.rule} and {@code alert.state}. Classes that savepoints name stay in this package. Start reading at
 * {@link AlertOperator}.
 */
package io.arrowgate.alert;
