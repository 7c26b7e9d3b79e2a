/**
 * Reads, filters, formats and replays dead letters. Uses {@code config}, {@code decode} and {@code sink}. Start reading at
 * {@link DeadLetterTopicReader}.
 */
package io.arrowgate.tools.deadletter;
