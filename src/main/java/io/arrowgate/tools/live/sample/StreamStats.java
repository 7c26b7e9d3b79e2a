package io.arrowgate.tools.live.sample;

/**
 * One stream at one moment; what is not known is null.
 *
 * @param eventsPerSecond rows and dead letters that the job made
 * @param lag records that it has not read yet
 * @param rows in ClickHouse
 * @param freshMillis how old the newest record in ClickHouse is
 * @param batches since the job started
 * @param batchRows in these
 * @param batchBytes in these, encoded
 * @param bytesPerRow of the newest batches
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
