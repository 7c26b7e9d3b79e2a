/**
 * Generates synthetic records for the built-in streams and for any stream definition. Uses {@code stream} and
 * {@code tools.load.record}. Start reading at {@link DefinitionRecordSource}.
 */
package io.arrowgate.tools.load.synthetic;
