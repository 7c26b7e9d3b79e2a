package io.arrowgate.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.stream.column.RecordFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Generates samples with odd names and values, the same for the same seed. */
final class FuzzedSample {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of(
            "ts",
            "time",
            "_time",
            "Time",
            "TIME",
            "date",
            "Date",
            "event_time",
            "device",
            "Device ",
            "id",
            "_row",
            "_offset",
            "_partition",
            "_topic",
            "_topic_id",
            "_ingested_at",
            "_key",
            "_headers",
            "_measurement",
            "measurement",
            "select",
            "FROM",
            "order by",
            "null",
            "true",
            "on",
            "y",
            "N",
            "~",
            "a b",
            "a_b",
            "a-b",
            "a.b",
            "a.b.c",
            "a[0]",
            "\"a.b\"",
            "\"",
            "a\"b",
            "'",
            "P",
            "p",
            "P_2",
            "p_2",
            "n1",
            "1",
            "1e5",
            " ",
            "",
            "température",
            "温度",
            "🌡",
            "name: x",
            "# no",
            "{x}",
            "[x]",
            "x, y",
            "&a",
            "*a",
            "!t",
            "%d",
            "%s",
            "\\",
            "a\\",
            "a\tb",
            "line\nbreak",
            "\u0000",
            "\u0085",
            "\u2028",
            "\u00a0",
            "\ufeff",
            "column",
            "column_1",
            "unit",
            "counters",
            "x".repeat(300),
            "energy_kwh",
            "temp");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "b",
            "NA",
            "null",
            "-",
            "°C",
            "kWh",
            "true",
            "0012",
            "1,5",
            "x\"y",
            "line\nbreak",
            "\u0000",
            "🌡",
            "2024-05-13T10:00:00Z",
            "13/05/2024 10:00",
            "12:00",
            "1e400",
            "a longer text of several words");

    private final Random random;
    private final RecordFormat format;
    private final List<String> names;

    FuzzedSample(RecordFormat format, long seed) {
        this.format = format;
        random = new Random(seed);
        Set<String> chosen = new LinkedHashSet<>();
        int count = random.nextInt(20) == 0 ? 200 : 1 + random.nextInt(12);
        while (chosen.size() < count) {
            chosen.add(random.nextInt(40) == 0 || count == 200 ? "f" + chosen.size() : pick(NAMES));
        }
        names = List.copyOf(chosen);
    }

    /** Returns the lines of a file. */
    String text() {
        int rows = 1 + random.nextInt(30);
        List<String> lines = new ArrayList<>();
        if (format == RecordFormat.CSV && random.nextInt(8) > 0) {
            lines.add(names.stream().map(FuzzedSample::csv).collect(Collectors.joining(",")));
        }
        List<Integer> kinds = names.stream().map(name -> random.nextInt(9)).toList();
        for (int row = 0; row < rows; row++) {
            lines.add(line(kinds, row));
        }
        return String.join("\n", lines) + "\n";
    }

    private String line(List<Integer> kinds, int row) {
        List<Object> values =
                kinds.stream().map(kind -> value(kind, row)).collect(Collectors.toCollection(ArrayList::new));
        return switch (format) {
            case JSON -> json(values);
            case CSV ->
                values.stream()
                        .map(value -> csv(value == null ? "" : value.toString()))
                        .collect(Collectors.joining(","));
            case INFLUX -> point(values, row);
        };
    }

    private Object value(int kind, int row) {
        if (random.nextInt(12) == 0) {
            return random.nextBoolean() ? null : pick(TEXTS);
        }
        return switch (kind) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextInt(1000) / 10.0;
            case 2 -> 1_715_594_400L + row;
            case 3 -> "2024-05-13T10:00:%02dZ".formatted(row);
            case 4 -> "dev" + random.nextInt(3);
            case 5 -> random.nextBoolean();
            case 6 -> 4_000_000_000L * row;
            case 7 -> "18446744073709551615";
            default -> pick(TEXTS);
        };
    }

    private String json(List<Object> values) {
        ObjectNode record = JSON.createObjectNode();
        for (int i = 0; i < names.size(); i++) {
            switch (random.nextInt(20)) {
                case 0 -> {}
                case 1 -> record.putArray(names.get(i)).add(1).addObject().put(pick(NAMES), 2);
                case 2 -> record.putObject(names.get(i)).put(pick(NAMES), 1).put(pick(NAMES), "x");
                default -> record.putPOJO(names.get(i), values.get(i));
            }
        }
        try {
            return JSON.writeValueAsString(record);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String point(List<Object> values, int row) {
        StringBuilder tags = new StringBuilder("some\\ points");
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = escaped(names.get(i));
            Object value = values.get(i);
            if (name.isEmpty() || value == null) {
                continue;
            }
            if (i % 3 == 0 && !value.toString().isBlank()) {
                tags.append(',').append(name).append('=').append(escaped(value.toString()));
            } else {
                fields.append(fields.isEmpty() ? "" : ",")
                        .append(name)
                        .append('=')
                        .append(fieldValue(value));
            }
        }
        return tags + " " + (fields.isEmpty() ? "f=1" : fields)
                + (random.nextInt(10) == 0 ? "" : " " + (1_715_594_400_000_000_000L + row));
    }

    private static String fieldValue(Object value) {
        return value instanceof String text
                ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"'
                : value instanceof Integer || value instanceof Long ? value + "i" : value.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "").replace("\n", " ").replaceAll("([,= ])", "\\\\$1");
    }

    private static String csv(String cell) {
        return cell.matches("[\\w .-]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
