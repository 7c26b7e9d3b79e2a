/**
 * Describes a single option and resolves its value from flags, environment, file and default, with its origin. Uses no
 * other package. Start reading at {@link ArrowgateOption}.
 */
package io.arrowgate.config.option;
