package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.column.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonStructureInferenceTest {
    @TempDir
    private Path folder;

    @Test
    void elementsOfShortFixedArrayAreColumns() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "{\"device\":\"a\",\"ts\":1715594400,\"acc\":[0.1,0.2,9.8],\"at\":[\"x\",3]}",
                "{\"device\":\"b\",\"ts\":1715594401,\"acc\":[0.3,null,9.7],\"at\":[\"y\",4]}");

        assertThat(sample.stream().column("acc_2").source()).containsExactly("acc[2]");
        assertThat(sample.rows().get(0)).containsEntry("acc_0", 0.1).containsEntry("acc_2", 9.8);
        assertThat(sample.rows().get(1))
                .containsEntry("acc_1", null)
                .containsEntry("at_0", "y")
                .containsEntry("at_1", 4.0);
    }

    @Test
    void longOrVaryingArrayIsJson() throws IOException {
        String wave = IntStream.range(0, 11).mapToObj(String::valueOf).collect(Collectors.joining(","));
        InferredSample sample = InferredSample.of(
                folder,
                "{\"device\":\"a\",\"ts\":1715594400,\"tags\":[\"x\"],\"m\":{\"wave\":[" + wave
                        + "]},\"path\":[[1,2]]}",
                "{\"device\":\"b\",\"ts\":1715594401,\"tags\":[],\"m\":{\"wave\":[" + wave
                        + "]},\"path\":[[1,2],[3,4]]}");

        assertThat(sample.line("name: wave")).endsWith("type: json, source: [\"m.wave\"]}  # arrays of 11 elements");
        assertThat(sample.line("name: tags")).endsWith("type: json}  # arrays of 0 to 1 elements");
        assertThat(sample.rows().get(0)).containsEntry("tags", "[\"x\"]").containsEntry("wave", "[" + wave + "]");
        assertThat(sample.rows().get(1)).containsEntry("path", "[[1,2],[3,4]]");
    }

    @Test
    void pathThatIsAlsoATopLevelNameIsQuoted() throws IOException {
        InferredSample sample = InferredSample.of(
                folder, "{\"a.b\":1.5,\"a\":{\"b\":2.5},\"x[0]\":3.5,\"x\":[4.5],\"ts\":1715594400,\"t\":20}");

        assertThat(sample.rows().get(0))
                .containsEntry("a_b", 1.5)
                .containsEntry("b", 2.5)
                .containsEntry("x_0", 3.5)
                .containsEntry("x_0_2", 4.5)
                .containsEntry("t", 20.0);
    }

    @Test
    void columnOfFirstElementSaysSo() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "{\"device\":\"a\",\"ts\":1715594400,\"t\":1.5,\"rx\":[{\"rssi\":-70},{\"rssi\":-90},{\"rssi\":-95}]}");

        assertThat(sample.line("rx[0].rssi")).endsWith(", the first of up to 3 elements");
    }

    @Test
    void fieldsAroundNestedArrayOfReadingsAreColumns() throws IOException {
        String head = "{\"gw\":\"g1\",\"sent\":{\"at\":\"2024-05-13T10:00:00Z\",\"fw\":\"1.2\"},";
        String reading =
                "\"data\":{\"seq\":%d,\"site\":{\"name\":\"n\"},\"readings\":[{\"id\":\"a\",\"t\":1.5},{\"id\":\"b\",\"t\":2}]}}";
        InferredSample sample = InferredSample.of(folder, head + reading.formatted(1), head + reading.formatted(2));

        assertThat(sample.stream().each()).isEqualTo("data.readings");
        assertThat(sample.rows()).hasSize(4);
        assertThat(sample.rows().get(3))
                .containsEntry("gw", "g1")
                .containsEntry("fw", "1.2")
                .containsEntry("seq", 2L)
                .containsEntry("name", "n")
                .containsEntry("id", "b")
                .containsEntry("t", 2.0);
    }

    @Test
    void fieldOfElementHidesThatAroundTheArray() throws IOException {
        String record =
                "{\"id\":\"g\",\"m\":{\"v\":9},\"readings\":[{\"id\":\"a\",\"ts\":1715594400,\"m\":{\"t\":1.5}}]}";
        InferredSample sample = InferredSample.of(folder, record, record.replace("\"a\"", "\"b\""));

        assertThat(sample.stream().columns().stream().map(column -> column.name()))
                .containsExactly("id", "ts", "t");
        assertThat(sample.rows().get(0)).containsEntry("id", "a").containsEntry("t", 1.5);
    }

    @Test
    void objectWithIdsAsNamesIsJson() throws IOException {
        String[] records = IntStream.range(0, 20)
                .mapToObj(row -> "{\"ts\":%d,\"gw\":\"g%d\",\"alike\":%s,\"many\":%s}"
                        .formatted(
                                1_715_594_400 + row,
                                row % 2,
                                map(12, "dev" + row % 3, "{\"t\":20.5,\"rssi\":-70}"),
                                map(300, "k" + row + "_", "1.5")))
                .toArray(String[]::new);
        InferredSample sample = InferredSample.of(folder, records);

        assertThat(sample.line("name: alike"))
                .endsWith(
                        "type: json}  # objects with 36 names, which are values rather than fields, or rows with each: alike.*");
        assertThat(sample.line("name: many")).contains("type: json}  # objects with 6,000 names");
        assertThat(sample.stream().columns()).hasSize(4);
        assertThat(sample.rows().get(0)).containsEntry("many", map(300, "k0_", "1.5"));
    }

    private static String map(int size, String prefix, String value) {
        return IntStream.range(0, size)
                .mapToObj(i -> "\"%s%03d\":%s".formatted(prefix, i, value))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void numberOfColumnsIsLimited() throws IOException {
        String longName = "a_long_name_of_a_field_that_is_repeated_to_fill_the_schema_of_a_message_";
        String[] objects = IntStream.range(0, 12)
                .mapToObj(row -> "{\"ts\":%d,\"v\":1.5,%s"
                        .formatted(
                                1_715_594_400 + row,
                                map(300, longName + row + "_", "\"x\"").substring(1)))
                .toArray(String[]::new);
        String header = IntStream.range(0, 3_000).mapToObj(i -> ",c" + i).collect(Collectors.joining());
        String values = IntStream.range(0, 3_000).mapToObj(i -> "," + i).collect(Collectors.joining());
        String[] points = IntStream.range(0, 1_500)
                .mapToObj(i -> "m,host=h%d v%d=1.5 1715594400%09d".formatted(i % 2, i, i))
                .toArray(String[]::new);

        InferredSample json = InferredSample.of(folder, objects);
        InferredSample csv = InferredSample.of(
                folder,
                header.substring(1) + ",time,device",
                values.substring(1) + ",2024-05-13T10:00:00Z,a",
                values.substring(1) + ",2024-05-13T10:00:01Z,a");
        InferredSample influx = InferredSample.of(folder, points);

        assertThat(json.rows().get(11)).containsEntry("v", 1.5).hasSize(1_001);
        assertThat(csv.rows().get(1))
                .containsEntry("device", "a")
                .containsEntry("c997", 997.0)
                .hasSize(1_000);
        assertThat(influx.rows().get(1)).containsEntry("host", "h1").hasSize(1_000);
        assertThat(csv.yaml())
                .contains(
                        "# Columns are the 1,000 fields that most records have: more do not fit. The others are ignored.")
                .doesNotContain("roll-ups:");
    }

    @Test
    void objectThatIsNullInSomeRecordsIsNoColumn() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "{\"ts\":1715594400,\"before\":null,\"after\":{\"id\":\"a\",\"t\":1.5}}",
                "{\"ts\":1715594401,\"before\":{\"id\":\"a\",\"t\":1.5},\"after\":{\"id\":\"b\",\"t\":2.5}}");

        assertThat(sample.stream().columns().stream().map(column -> column.name()))
                .contains("before_t", "after_t")
                .doesNotContain("before");
        assertThat(sample.stream().column("before_t").type()).isEqualTo(ColumnType.FLOAT64);
    }
}
