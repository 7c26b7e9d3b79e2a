/**
 * Describes sources of raw records and changes their order or content. Uses {@code stream}. Start reading at
 * {@link RecordSource}.
 */
package io.arrowgate.tools.load.record;
