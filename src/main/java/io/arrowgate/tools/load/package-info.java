/**
 * Sends records of files and generators to topics. Uses {@code clickhouse.client}, {@code config}, {@code sink.kafka},
 * {@code stream}, {@code tools.console}, {@code tools.load.file}, {@code tools.load.record} and
 * {@code tools.load.synthetic}. Start reading at {@link RecordProducer}.
 */
package io.arrowgate.tools.load;
