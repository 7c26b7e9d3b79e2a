/**
 * Scores how unusual a reading of a series is. Uses no other package. Depends on neither Flink nor Arrow. Start reading at
 * {@link AnomalyDetector}.
 */
package io.arrowgate.alert.anomaly;
