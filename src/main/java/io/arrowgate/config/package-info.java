/**
 * Declares every option of the job once and turns the given values into validated settings records. Uses
 * {@code config.option}. Start reading at {@link ArrowgateOptions}.
 */
package io.arrowgate.config;
