package io.arrowgate.tools.chaos.check;

/**
 * Identifies a set of rows independently of their order. Equal digests mean equal rows.
 *
 * @param count of the rows, duplicates included
 * @param sum of the rows' hashes; unlike an exclusive or, it changes with each duplicate
 */
public record RowSetDigest(long count, String sum) {}
