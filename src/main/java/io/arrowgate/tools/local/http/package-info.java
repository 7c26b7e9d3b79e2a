/**
 * Serves ClickHouse's HTTP interface in front of the engine. Uses {@code tools.local.engine}, {@code tools.local.process}
 * and {@code tools.local.sql}. Start reading at {@link ClickHouseHttpServer}.
 */
package io.arrowgate.tools.local.http;
