/**
 * Runs the job in a mini-cluster or on a standalone Flink cluster of this machine. Uses {@code config}, {@code io},
 * {@code lease} and {@code tools.local.process}. Start reading at {@link StandaloneCluster}.
 */
package io.arrowgate.tools.local.cluster;
