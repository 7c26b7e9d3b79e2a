/**
 * Cuts the rows of an open batch into slices by series and assigns them to the keys of the alert operator. Uses
 * {@code common}, {@code decode}, {@code stream} and {@code batch.arrow}. Start reading at {@link SeriesSlicer}.
 */
package io.arrowgate.batch.series;
