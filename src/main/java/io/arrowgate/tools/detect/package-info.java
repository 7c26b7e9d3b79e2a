/**
 * Runs the alert rules and the anomaly detector on files. Uses {@code alert} and {@code stream}. Start reading at
 * {@link FileDetection}.
 */
package io.arrowgate.tools.detect;
