/**
 * Serves the live page of a running job. Uses {@code config}, {@code stream}, {@code tools.live.sample},
 * {@code tools.local} and {@code tools.report}. Start reading at {@link LivePage}.
 */
package io.arrowgate.tools.live;
