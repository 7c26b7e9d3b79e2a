/**
 * Measures the CPU time of processes, by thread group where the operating system allows it. Uses the JDK alone. Start reading at
 * {@link ProcessCpuMeter}.
 */
package io.arrowgate.tools.bench.cpu;
