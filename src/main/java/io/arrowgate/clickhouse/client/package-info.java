/**
 * Talks to ClickHouse over HTTP and JDBC, chooses an endpoint, classifies errors and paces retries. Uses {@code config}.
 * Start reading at {@link ClickHouseClient}.
 */
package io.arrowgate.clickhouse.client;
