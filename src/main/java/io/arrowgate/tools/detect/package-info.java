/**
 * Runs the alert rules and the anomaly detector on files. Uses {@code alert}, {@code decode}, {@code stream},
 * {@code tools.infer} and {@code tools.load.file}. Start reading at {@link FileDetection}.
 */
package io.arrowgate.tools.detect;
