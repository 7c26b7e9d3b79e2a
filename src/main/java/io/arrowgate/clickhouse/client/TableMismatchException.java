package io.arrowgate.clickhouse.client;

/**
 * Tells that an existing table cannot hold a stream's rows as they are; the message says which column and what to do.
 */
public class TableMismatchException extends RuntimeException {
    public TableMismatchException(String message) {
        super(message);
    }
}
