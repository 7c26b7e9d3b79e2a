package io.arrowgate.tools.live.sample;

/**
 * Holds the statistics of one stream at one moment. Unknown values are null.
 *
 * @param eventsPerSecond rows and dead letters that the job produces
 * @param lag records that the job has not read yet
 * @param rows in ClickHouse
 * @param newestMillis Kafka timestamp of the newest record in ClickHouse, milliseconds since 1970
 * @param freshMillis age of that record while records arrive or are pending; null while the stream is idle
 * @param batches since the job started
 * @param batchRows rows in these batches
 * @param batchBytes encoded size of these batches
 * @param rowsPerBatch mean of the newest batches
 * @param bytesPerRow mean of the newest batches
 * @param deadLetters since the job started
 */
public record StreamStats(
        Double eventsPerSecond,
        Long lag,
        Long rows,
        Long newestMillis,
        Long freshMillis,
        Long batches,
        Long batchRows,
        Long batchBytes,
        Double rowsPerBatch,
        Double bytesPerRow,
        Long deadLetters) {}
