package io.arrowgate.tools.detect;

/**
 * One row of a file: what it says, as text and as numbers.
 *
 * @param time as it stands in the file
 * @param text of the value, as it stands in the file
 * @param timeMicros since the epoch
 * @param value NaN for none
 */
record CsvRow(String time, String text, long timeMicros, double value) {}
