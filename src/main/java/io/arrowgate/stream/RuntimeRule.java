package io.arrowgate.stream;

/**
 * Describes a rule and the stream that it belongs to.
 *
 * @param stream name of the stream
 * @param rule valid for that stream
 */
public record RuntimeRule(String stream, AlertRule rule) {}
