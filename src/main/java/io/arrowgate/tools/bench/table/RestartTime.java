package io.arrowgate.tools.bench.table;

/**
 * Describes a restart in seconds from the start of a committer.
 *
 * @param first until the first restored batch is inserted or confirmed
 * @param all until all 50 of them are
 */
public record RestartTime(double first, double all) {}
