package io.arrowgate.archive;

/**
 * Tells rows from other rows, whatever order they are in.
 *
 * @param rows how many
 * @param hash sum of a 64-bit hash of each row, unsigned, decimal
 */
public record RowDigest(long rows, String hash) {}
