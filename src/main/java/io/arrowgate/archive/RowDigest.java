package io.arrowgate.archive;

/**
 * Describes a set of rows by a digest that does not depend on their order.
 *
 * @param rows number of rows
 * @param hash sum of a 64-bit hash of each row, unsigned, decimal
 */
public record RowDigest(long rows, String hash) {}
