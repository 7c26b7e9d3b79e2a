package io.arrowgate.tools.detect;

/**
 * Holds one row of a file, as text and as numbers.
 *
 * @param time original text of the time
 * @param text original text of the value
 * @param timeMicros since the epoch
 * @param value NaN for none
 */
record CsvRow(String time, String text, long timeMicros, double value) {}
