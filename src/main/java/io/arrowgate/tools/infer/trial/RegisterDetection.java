package io.arrowgate.tools.infer.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.tools.infer.FieldWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Detects cumulative registers: columns of numbers that rise and never fall within a series. */
final class RegisterDetection {
    /** Limits memory. */
    private static final int MAX_SERIES = 10_000;

    /** Number of rises from which a column is a register regardless of its name: a slow rise of a measurement is shorter. */
    private static final int MANY_RISES = 100;

    private static final int SOME_RISES = 2;

    private final StreamDefinition stream;
    private final int[] keys;
    private final int[] columns;
    private final int[] rises;
    private final boolean[] isExcluded;
    private final Map<String, double[]> lastBySeries = new HashMap<>();

    RegisterDetection(StreamDefinition stream) {
        this.stream = stream;
        keys = stream.seriesKey().stream().mapToInt(stream::columnIndex).toArray();
        columns = stream.readingFields().stream().mapToInt(stream::columnIndex).toArray();
        rises = new int[columns.length];
        isExcluded = new boolean[columns.length];
    }

    /** Compares a row with the previous one of its series. */
    void add(RowBuffer row) {
        String series = series(row);
        double[] last = lastBySeries.get(series);
        double[] values = IntStream.of(columns)
                .mapToDouble(column -> row.isNull(column) ? Double.NaN : number(row, column))
                .toArray();
        for (int i = 0; i < values.length; i++) {
            isExcluded[i] |= Double.isNaN(values[i]) || (last != null && values[i] < last[i]);
            rises[i] += last != null && values[i] > last[i] ? 1 : 0;
        }
        if (last != null || lastBySeries.size() < MAX_SERIES) {
            lastBySeries.put(series, values);
        }
    }

    /** Returns the names of the columns. */
    List<String> registers() {
        return IntStream.range(0, columns.length)
                .filter(i -> !isExcluded[i])
                .mapToObj(i -> {
                    String name = stream.columns().get(columns[i]).name();
                    boolean isNamed = new FieldWords(name).isRegister();
                    return rises[i] >= (isNamed ? SOME_RISES : MANY_RISES) ? name : "";
                })
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private String series(RowBuffer row) {
        StringBuilder series = new StringBuilder();
        for (int key : keys) {
            series.append(
                            stream.columns().get(key).type() == ColumnType.STRING
                                    ? new String(row.bytes(key), row.start(key), row.length(key), UTF_8)
                                    : row.bits(key))
                    .append('\n');
        }
        return series.toString();
    }

    private double number(RowBuffer row, int column) {
        ColumnDefinition definition = stream.columns().get(column);
        return definition.type().isInteger() ? row.bits(column) : Double.longBitsToDouble(row.bits(column));
    }
}
