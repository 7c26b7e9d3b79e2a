/**
 * Creates, checks, upgrades and recreates tables. Uses {@code batch}, {@code config}, {@code stream} and
 * {@code clickhouse.client}. Start reading at {@link TableSetup}.
 */
package io.arrowgate.clickhouse.ddl;
