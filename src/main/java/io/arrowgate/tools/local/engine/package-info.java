/**
 * Binds libchdb, the ClickHouse engine as a shared library. Uses {@code tools.local.process}. Start reading at
 * {@link ChDbEngine}.
 */
package io.arrowgate.tools.local.engine;
