/** Collects findings by offset and reports them. Uses {@code batch}. Start reading at {@link Finding}. */
package io.arrowgate.tools.verify.finding;
