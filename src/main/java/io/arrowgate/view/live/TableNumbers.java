package io.arrowgate.view.live;

/**
 * One stream's table.
 *
 * @param rows repeats included
 * @param newestMillis timestamp of the newest record in it, milliseconds since 1970; 0 if it is empty
 */
record TableNumbers(long rows, long newestMillis) {}
