package io.arrowgate.tools.live.sample;

/**
 * Holds the statistics of one stream at one moment. Unknown values are null.
 *
 * @param eventsPerSecond rows and dead letters that the job produces
 * @param lag records that the job has not read yet
 * @param rows in ClickHouse
 * @param freshMillis age of the newest record in ClickHouse
 * @param batches since the job started
 * @param batchRows rows in these batches
 * @param batchBytes encoded size of these batches
 * @param bytesPerRow mean of the newest batches
 * @param deadLetters since the job started
 */
public record StreamStats(
        Double eventsPerSecond,
        Long lag,
        Long rows,
        Long freshMillis,
        Long batches,
        Long batchRows,
        Long batchBytes,
        Double bytesPerRow,
        Long deadLetters) {}
