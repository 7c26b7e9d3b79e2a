/**
 * Sends records of files and generators to a topic. Uses {@code config}, {@code tools.load.file}, {@code tools.load.record}
 * and {@code tools.console}. Start reading at {@link RecordProducer}.
 */
package io.arrowgate.tools.load;
