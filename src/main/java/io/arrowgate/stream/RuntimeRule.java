package io.arrowgate.stream;

/**
 * A rule and whose it is.
 *
 * @param stream name of the stream
 * @param rule valid for that stream
 */
public record RuntimeRule(String stream, AlertRule rule) {}
