package io.arrowgate.batch.series;

/**
 * Sorts positions by group with a stable counting sort.
 *
 * @param order the sorted positions
 * @param starts start of each group in {@code order}, followed by the end of the last group
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record GroupedPositions(int[] order, int[] starts) {
    /** Groups the positions from {@code first} on. Position first + i is in group {@code groupOf[i]}, below {@code groups}. */
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

    /** Returns the number of positions in a group. */
    int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /** Copies the positions of a group to {@code target}, beginning at {@code to}. */
    void copy(int group, int[] target, int to) {
        System.arraycopy(order, starts[group], target, to, size(group));
    }
}
