package io.arrowgate.batch.series;

/**
 * Positions sorted by their group, in their own order within one: a counting sort.
 *
 * @param order the positions
 * @param starts of each group in {@code order}; one more than there are groups, so that a group ends where the next one starts
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record GroupedPositions(int[] order, int[] starts) {
    /** Groups the positions from {@code first} on; that of position first + i is {@code groupOf[i]}, below {@code groups}. */
    static GroupedPositions of(int[] groupOf, int first, int groups) {
        int[] starts = new int[groups + 1];
        for (int group : groupOf) {
            starts[group + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = starts.clone();
        int[] order = new int[groupOf.length];
        for (int i = 0; i < groupOf.length; i++) {
            order[next[groupOf[i]]++] = first + i;
        }
        return new GroupedPositions(order, starts);
    }

    /** How many positions a group has. */
    int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /** Copies the positions of a group to {@code target}, from {@code to} on. */
    void copy(int group, int[] target, int to) {
        System.arraycopy(order, starts[group], target, to, size(group));
    }
}
