/**
 * Models a replicated ClickHouse for tests: two real engines, each behind a front of its own that adds what Keeper does. Start
 * reading at {@link io.arrowgate.local.replica.ReplicatedClickHouse}, which also lists what the model simplifies.
 */
package io.arrowgate.local.replica;
