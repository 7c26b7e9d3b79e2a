/**
 * Serves the live page of a running job. Uses {@code clickhouse.client}, {@code config}, {@code report}, {@code stream},
 * {@code tools.live.sample}, {@code tools.local}, {@code tools.report} and {@code tools.sql}. Start reading at {@link LivePage}.
 */
package io.arrowgate.tools.live;
