/**
 * Decodes the first records of a file with a definition, as the job would. Uses the job packages, {@code tools.infer} and
 * {@code tools.load}. Start reading at {@link DefinitionTrial}.
 */
package io.arrowgate.tools.infer.trial;
