/** {@code detect}: the alert rules and the anomaly detector of the job, on files. */
package io.arrowgate.cli.detect;
