package io.arrowgate.decode.csv;

import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.stream.StreamDefinition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Selects the layout of a line by its number of fields. */
final class CsvLayouts {
    private CsvLayouts() {}

    /**
     * Returns the raw fields of a line, by position, for each number of fields up to the longest layout; null for numbers that no
     * layout has. A line that is shorter than all layouts is the beginning of the shortest one, if it lacks only optional columns.
     */
    static int[][] byFieldCount(StreamDefinition stream, FieldIndex fields) {
        List<int[]> byLength = stream.csvLayouts().stream()
                .map(layout -> layout.stream().mapToInt(fields::find).toArray())
                .sorted(Comparator.comparingInt(layout -> layout.length))
                .toList();
        Set<Integer> required = new HashSet<>();
        for (int column = 0; column < stream.columns().size(); column++) {
            if (stream.columns().get(column).required()) {
                Arrays.stream(fields.fieldsOf(column)).forEach(required::add);
            }
        }
        int longest = byLength.get(byLength.size() - 1).length;
        int[][] layouts = new int[longest + 1][];
        byLength.forEach(layout -> layouts[layout.length] = layout);
        int[] shortest = byLength.get(0);
        for (int count = shortest.length - 1; count > 0 && !required.contains(shortest[count]); count--) {
            layouts[count] = shortest;
        }
        return layouts;
    }
}
