/**
 * Compares raw topics with tables by queries. Uses {@code archive}, {@code clickhouse}, {@code config}, {@code decode}, {@code sink}
 * and {@code tools.verify}. Start reading at {@link RowComparison}.
 */
package io.arrowgate.tools.chaos.check;
