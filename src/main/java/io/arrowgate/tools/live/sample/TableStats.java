package io.arrowgate.tools.live.sample;

/**
 * Holds the statistics of one stream's table.
 *
 * @param rows number of rows, duplicates included
 * @param newestMillis Kafka timestamp of the newest record, milliseconds since 1970; 0 if it is empty
 */
public record TableStats(long rows, long newestMillis) {}
