package io.arrowgate.tools.chaos.check;

/**
 * Many rows in short: equal digests, equal rows, whatever their order.
 *
 * @param count of the rows, repeats included
 * @param sum of the rows' hashes, in which a repeat shows, as it would not in their exclusive or
 */
public record RowSetDigest(long count, String sum) {}
