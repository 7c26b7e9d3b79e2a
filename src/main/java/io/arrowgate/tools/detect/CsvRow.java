package io.arrowgate.tools.detect;

/**
 * Holds one row of a file, as text and as numbers.
 *
 * @param series original text of the series; empty if the file is one series
 * @param time original text of the time
 * @param text original text of the value
 * @param timeMicros since the epoch
 * @param value NaN for none
 */
public record CsvRow(String series, String time, String text, long timeMicros, double value) {}
