/** Days of rows out of ClickHouse into files, and back. */
package io.arrowgate.archive;
