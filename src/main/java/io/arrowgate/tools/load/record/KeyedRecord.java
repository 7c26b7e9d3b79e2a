package io.arrowgate.tools.load.record;

/**
 * Holds a raw record to send.
 *
 * @param key null if the record has no series key
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record KeyedRecord(byte[] key, byte[] value) {}
