/**
 * Reads the records of CSV, JSON and line protocol files. Uses {@code decode}, {@code source}, {@code stream} and
 * {@code tools.load.record}. Start reading at {@link RecordFile}.
 */
package io.arrowgate.tools.load.file;
