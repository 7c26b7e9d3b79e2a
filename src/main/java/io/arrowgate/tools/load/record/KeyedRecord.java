package io.arrowgate.tools.load.record;

/**
 * Holds a raw record to send.
 *
 * @param key null if the record has no series key
 */
public record KeyedRecord(byte[] key, byte[] value) {}
