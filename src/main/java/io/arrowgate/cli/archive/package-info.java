/** {@code archive}, {@code restore} and {@code replay}: days out of tables and back, and tables from their Arrow topics. */
package io.arrowgate.cli.archive;
