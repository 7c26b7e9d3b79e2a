/**
 * Evaluates the anomaly detector on labelled series: files with windows of time, scored by the method of the Numenta Anomaly
 * Benchmark, and generated series. Uses {@code alert.anomaly} and {@code tools.detect}. Start reading at
 * {@link DetectorReport}.
 */
package io.arrowgate.tools.detect.evaluate;
