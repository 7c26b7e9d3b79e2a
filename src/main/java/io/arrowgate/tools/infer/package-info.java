/**
 * Infers stream definitions, and the format of files of readings, from sample data. Uses the job packages and
 * {@code tools.load}. Start reading at {@link KeyFieldInference}.
 */
package io.arrowgate.tools.infer;
