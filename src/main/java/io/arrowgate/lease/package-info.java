/**
 * Allows one running instance for each {@code job.name}, by a lease in a Kafka topic: acquired before the job touches anything,
 * renewed in the JobManager, verified before transactional ids are used. Start reading at {@link LeaseAcquisition}.
 */
package io.arrowgate.lease;
