/**
 * Models a replicated ClickHouse: two real engines, each behind a front that does what Keeper does. Uses
 * {@code tools.local}. Start reading at {@link ReplicatedClickHouse}.
 */
package io.arrowgate.tools.local.replica;
