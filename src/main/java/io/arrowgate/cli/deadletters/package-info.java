/** {@code dead-letters}: what became of records that could not be decoded, and their way back. */
package io.arrowgate.cli.deadletters;
