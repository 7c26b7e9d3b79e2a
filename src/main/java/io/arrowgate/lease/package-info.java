/**
 * Allows one running instance for each {@code job.name}: acquires the lease before the job starts, renews it in the
 * JobManager and verifies it before transactional ids are used. Uses {@code config} and {@code lease.log}. Start reading at
 * {@link LeaseAcquisition}.
 */
package io.arrowgate.lease;
