/**
 * Builds and starts the Flink job: prepares topics and tables, checks names, and connects sources, operators and sinks.
 * Uses the other job packages. Start reading at {@link Topology}.
 */
package io.arrowgate;
