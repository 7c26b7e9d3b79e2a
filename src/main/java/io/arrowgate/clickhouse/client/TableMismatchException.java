package io.arrowgate.clickhouse.client;

/**
 * Reports that an existing table cannot store a stream's rows unchanged; the message names the column and the remedy.
 */
public class TableMismatchException extends RuntimeException {
    public TableMismatchException(String message) {
        super(message);
    }
}
