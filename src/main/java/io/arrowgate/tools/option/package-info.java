/**
 * Declares flags that several commands share and converts their values. Uses the job packages. Start reading at
 * {@link StackFlags}.
 */
package io.arrowgate.tools.option;
