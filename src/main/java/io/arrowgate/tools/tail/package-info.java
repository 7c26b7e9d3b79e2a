/**
 * Prints the records of a topic by the topic's role. Uses the job packages, {@code tools.deadletter}, {@code tools.report} and
 * {@code tools.verify.topic}. Start reading at {@link TopicTail}.
 */
package io.arrowgate.tools.tail;
