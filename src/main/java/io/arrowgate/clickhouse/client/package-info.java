/**
 * Sends requests to ClickHouse over HTTP and JDBC, selects endpoints, classifies errors and paces retries. Uses {@code config}.
 * Start reading at {@link ClickHouseClient}.
 */
package io.arrowgate.clickhouse.client;
