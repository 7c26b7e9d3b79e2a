/** {@code streams}: definitions checked, listed, and guessed from data. */
package io.arrowgate.cli.streams;
