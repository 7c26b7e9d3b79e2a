package io.arrowgate.tools.live.sample;

/**
 * One stream's table.
 *
 * @param rows repeats included
 * @param newestMillis timestamp of the newest record in it, milliseconds since 1970; 0 if it is empty
 */
public record TableStats(long rows, long newestMillis) {}
