/**
 * Holds small helpers that several packages share: byte-level scanning, serializer base classes, metric groups. Uses no
 * other package. Start reading at {@link ByteRanges}.
 */
package io.arrowgate.common;
