package io.arrowgate.batch;

/**
 * Positions sorted by their group, in their own order within one: a counting sort.
 *
 * @param order the positions
 * @param starts of each group in {@code order}; one more than there are groups, so that a group ends where the next one starts
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Grouping(int[] order, int[] starts) {
    /** Groups the positions from 0 to {@code count}; that of position i is {@code groupOf[i]}, below {@code groups}. */
    static Grouping of(int[] groupOf, int count, int groups) {
        int[] starts = new int[groups + 1];
        for (int i = 0; i < count; i++) {
            starts[groupOf[i] + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = starts.clone();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[next[groupOf[i]]++] = i;
        }
        return new Grouping(order, starts);
    }
}
