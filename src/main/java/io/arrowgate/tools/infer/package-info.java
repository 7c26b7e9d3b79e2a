/**
 * Infers a stream definition from sample data. Uses the job packages and {@code tools.load}. Start reading at
 * {@link KeyFieldInference}.
 */
package io.arrowgate.tools.infer;
