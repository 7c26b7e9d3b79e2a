package io.arrowgate.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes records whose rows are inside of them. A result is a row's position, key, value and gateway, or a dead letter. */
class NestedElementsTest {
    private static final long TIME = 1_715_594_400_000L;
    private static final String WHOLE = "-1 ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a[0].list   | {"gw":"g","a":[{"list":[{"k":"x","v":1},{"k":"y"}]},{"list":[{"k":"z"}]}]} | 0 x 1 g, 1 y null g
            a[1].list   | {"gw":"g","a":[{"list":[{"k":"x","v":1},{"k":"y"}]},{"list":[{"k":"z"}]}]} | 0 z null g
            a[1][0]     | {"gw":"g","a":[{"k":"x"},[[{"k":"y"},{"k":"z"}],{"k":"n"}]]}               | 0 y null g, 1 z null g
            a[0]        | {"a":[{"k":"x"},{"k":"y"}],"gw":"g"}                                       | 0 x null g
            a.b.c.d.e   | {"a":{"gw":"no","b":{"c":{"d":{"e":[{"k":"x"}]}}}},"gw":"g"}               | 0 x null g
            "a.b".c     | {"a":{"b":{"c":[{"k":"n"}]}},"a.b":{"c":[{"k":"x"}]}}                      | 0 x null null
            "a.b"       | {"a.b":[{"k":"x"}],"a":{"b":[{"k":"n"}]}}                                  | 0 x null null
            a.b         | {"a.b":[{"k":"n"}],"a":{"b":[{"k":"x"}]}}                                  | 0 x null null
            "a[0]"      | {"a[0]":[{"k":"x"}],"a":[[{"k":"n"}]]}                                     | 0 x null null
            Größe [m].ü | {"Größe [m]":{"ü":[{"k":"x"}]}}                                            | 0 x null null
            list        | {"l\\u0069st":[{"k":"x"}]}                                                 | 0 x null null
            "a\\"       | {"a\\\\":[{"k":"x"}]}                                                      | 0 x null null
            List        | {"List":[{"k":"x"}],"list":[{"k":"n"}]}                                    | 0 x null null
            List        | {"gw":"g"," LIST ":[{"k":"x"}]}                                            | 0 x null g
            list        | {"list":[{"k":"n"}],"gw":"n","list":[{"k":"x"}],"gw":"g"}                  | 0 x null g
            list        | {"gw":"g","list":{"k":"x","v":2}}                                          | 0 x 2 g
            list        | {"gw":"g","k":"o","list":[{},{"v":3},{"k":"x","gw":"own"}]}                | 0 o null g, 1 o 3 g, 2 x null own
            list        | {"gw":"g","list":[{"k":"a","k":"x","v":1,"v":2}]}                          | 0 x 2 g
            """)
    void elementsOfTheArrayAreRows(String each, String record, String rows) {
        assertThat(results(each, "k", "v", record)).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sensors.*  | {"gw":"g","sensors":{"t1":{"v":1},"t2":{"v":2}}}           | 0 t1 1 g, 1 t2 2 g
            sensors.*  | {"sensors":{ "t1" : { "v" : 1 } , "t2" : { } } , "gw":"g"} | 0 t1 1 g, 1 t2 null g
            sensors.*  | {"sensors":{"t.1[0]":{"v":1},"":{"v":2},"\\u00fc":{"v":3}}} | 0 t.1[0] 1 null, 1  2 null, 2 ü 3 null
            sensors.*  | {"sensors":{"t\\"1":{"v":1}}}                              | 0 t"1 1 null
            sensors.*  | {"sensors":{"t1":{"v":1},"t1":{"v":2}}}                    | 0 t1 1 null, 1 t1 2 null
            s[1].a.*   | {"s":[{},{"a":{"t1":{"v":1}}}]}                            | 0 t1 1 null
            sensors.*  | {"sensors":{"t1":{"v":1,"_each_key":"own"}}}               | 0 t1 1 null
            """)
    void entriesOfTheObjectAreRowsWithTheirNames(String each, String record, String rows) {
        assertThat(results(each, "_each_key", "v", record)).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            values   | {"k":"x","values":[1,2.5,-3e0]}      | _each_value    | 0 x 1 null, 1 x 2.5 null, 2 x -3 null
            values   | {"k":"x","values":["1"," 2 ",null]}  | _each_value    | 0 x 1 null, 1 x 2 null, 2 x null null
            values   | {"k":"x","values":[{"v":1},2]}       | _each_value    | 0 x null null, 1 x 2 null
            values   | {"k":"x","values":[[1,7],[2,8],[]]}  | _each_value[1] | 0 x 7 null, 1 x 8 null, 2 x null null
            values   | {"k":"x","values":[[{"b":7}]]}       | _each_value[0].b | 0 x 7 null
            values.* | {"k":"x","values":{"a":1,"b":2}}     | _each_value    | 0 x 1 null, 1 x 2 null
            values.* | {"k":"x","values":[1,2]}             | _each_value    | 0 x 1 null, 1 x 2 null
            """)
    void elementThatIsNoObjectIsAValue(String each, String record, String value, String rows) {
        assertThat(results(each, "k", value, record)).isEqualTo(rows);
    }

    @Test
    void textColumnKeepsEveryElement() {
        DecodedRows rows = new DecodedRows(TestStreams.read("""
                name: test
                format: json
                each: values.*
                event-time: {column: at}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true, source: [_each_key]}
                  - {name: at, type: timestamp, required: true, source: [_time]}
                  - {name: v, type: json, source: [_each_value]}
                  - {name: gw, type: int32}
                """));

        assertThat(
                        decode(
                                rows,
                                "{\"values\":{\"a\": {\"gw\":7, \"x\":[]} ,\"b\":{},\"c\":[1, \"é\"],\"d\":\"\\\"\",\"e\":1.50,\"f\":null},\"gw\":1}"))
                .isEqualTo(
                        "0 a {\"gw\":7, \"x\":[]} 7, 1 b {} 1, 2 c [1, \"é\"] 1, 3 d \"\\\"\" 1, 4 e 1.50 1, 5 f null 1");
    }

    @Test
    void nameAndValueOfAnEntryFillTwoColumns() {
        assertThat(results(
                        "values.*",
                        "_each_key",
                        "_each_value",
                        "{\"values\":{\"temp\":21.5,\"hum\":40,\"x\":{\"y\":1}},\"gw\":\"g\"}"))
                .isEqualTo("0 temp 21.5 g, 1 hum 40 g, 2 x null g");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a[2].list | {"a":[{"list":[{"k":"x"}]}]}     | MISSING_VALUE each: 'a[2].list' has no array
            a[0].list | {"a":{"0":{"list":[{"k":"x"}]}}} | MISSING_VALUE each: 'a[0].list' has no array
            a[0].list | {"a":[]}                         | MISSING_VALUE each: 'a[0].list' has no array
            a.list    | {"a":null}                       | MISSING_VALUE each: 'a.list' has no array
            a.list    | {"a":[{"list":[{"k":"x"}]}]}     | MISSING_VALUE each: 'a.list' has no array
            a.list    | {"a":{"list":"[{}]"}}            | MISSING_VALUE each: 'a.list' has no array
            a.list    | {"b":1}                          | MISSING_VALUE each: 'a.list' has no array
            list.*    | {"list":7}                       | MISSING_VALUE each: 'list.*' has no object
            list.*    | {"list":{}}                      | EMPTY each: 'list.*' is an empty object
            list.*    | {"list":{ }}                     | EMPTY each: 'list.*' is an empty object
            list      | {"a":[{"b":{"list":[{"k":"x"}]}}]} | MISSING_VALUE each: 'list' has no array; a field of this name is at a[0].b.list: set each to that path
            a.list.*  | {"a":{"x.y":{"list":{}}}}        | MISSING_VALUE each: 'a.list.*' has no object; a field of this name is at a."x.y".list: set each to that path
            list      | {"list":[ ]}                     | EMPTY each: 'list' is an empty array
            list      | {"list":[[{"k":"x"}]]}           | MALFORMED not a JSON object; a column with source [_each_value] would read it
            list      | {"list":[1,2]}                   | MALFORMED none of 2 elements is a row; the first: not a JSON object; a column with source [_each_value] would read it
            list.*    | {"list":{"a":{"k":"x"},}}        | MALFORMED not JSON: the brackets of 'list.*' do not match
            list.*    | {"list":{"a"}}                   | MALFORMED not JSON: the brackets of 'list.*' do not match
            list.*    | {"list":{"a":{"k":"x"}]}         | MALFORMED not JSON
            list.*    | {"list":{a:{"k":"x"}}}           | MALFORMED not JSON: the brackets of 'list.*' do not match
            """)
    void recordWithoutElementsIsOneDeadLetter(String each, String record, String problem) {
        assertThat(results(each, "k", "v", record)).startsWith(WHOLE + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "_each_value"})
    void missingElementKeepsTheOthers(String value) {
        assertThat(results("list", "k", value, "{\"k\":\"x\",\"list\":[{},,{},]}"))
                .matches(
                        "0 x .*, 1 (MALFORMED element \\d of 4: not JSON: a value is missing before a comma or bracket), 2 x .*, 3 MALFORMED element 4.*");
    }

    @Test
    void brokenEntryKeepsTheOthers() {
        assertThat(results(
                                "s.*",
                                "_each_key",
                                "v",
                                "{\"s\":{\"a\":{\"v\":1},\"b\":{\"v\":},\"c\":7,\"d\":{\"v\":[]},\"e\":{\"v\":5}}}")
                        .split(", (?=\\d )"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("0 a 1 null"),
                        second -> assertThat(second).startsWith("1 MALFORMED element 2 of 5: not JSON: "),
                        third -> assertThat(third).startsWith("2 MALFORMED element 3 of 5: not a JSON object"),
                        fourth -> assertThat(fourth).startsWith("3 BAD_VALUE element 4 of 5: v: is an array"),
                        fifth -> assertThat(fifth).isEqualTo("4 e 5 null"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"s":{"a":{"v":1}}}\r\n\r\n \t\n{"s":{"b":{"v":2}}}\r\n` | 0 a 1 null, 1 b 2 null
            `{"s":{"a":{"v":1}}}{"s":{"b":{"v":2}}}`                | 0 a 1 null, 1 b 2 null
            `[{"s":{"a":{"v":1}}},{"s":{"b":{"v":2}}}]`             | 0 a 1 null, 1 b 2 null
            `[{"s":{"a":{"v":1}}},{"s":{}},{"s":{"b":{"v":2}}}]`    | 0 a 1 null, 1 EMPTY element 2 of 3: each: 's.*' is an empty object, 2 b 2 null
            """)
    void severalObjectsHaveTheirElementsInOrder(String record, String rows) {
        assertThat(results(
                        "s.*",
                        "_each_key",
                        "v",
                        record.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t")))
                .isEqualTo(rows);
    }

    @Test
    void hundredThousandEntriesAreRows() {
        String entries = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"s%d\":{\"v\":%d}".formatted(i, i))
                .collect(Collectors.joining(",", "{\"s\":{", "}}"));

        List<Map.Entry<Integer, Object>> rows =
                rows("s.*", "_each_key", "v").decodeAll(DecodedRows.record(entries.getBytes(UTF_8), TIME));

        assertThat(rows).hasSize(100_000);
        assertThat(show(rows.get(99_999))).isEqualTo("99999 s99999 99999 null");
    }

    private static String results(String each, String key, String value, String record) {
        DecodedRows rows = rows(each, key, value);
        String first = decode(rows, record);
        // The template of the first record must not change the result.
        assertThat(decode(rows, record)).isEqualTo(first);
        return first;
    }

    private static String decode(DecodedRows rows, String record) {
        return rows.decodeAll(DecodedRows.record(record.getBytes(UTF_8), TIME)).stream()
                .sorted(Map.Entry.comparingByKey())
                .map(NestedElementsTest::show)
                .collect(Collectors.joining(", "));
    }

    private static String show(Map.Entry<Integer, Object> result) {
        if (!(result.getValue() instanceof Map<?, ?> row)) {
            return result.getKey() + " " + result.getValue();
        }
        String value = String.valueOf(row.get("v")).replaceFirst("\\.0$", "");
        return "%d %s %s %s".formatted(result.getKey(), row.get("k"), value, row.get("gw"));
    }

    private static DecodedRows rows(String each, String key, String value) {
        return new DecodedRows(TestStreams.read("""
                name: test
                format: json
                each: '%s'
                event-time: {column: at}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true, source: ['%s']}
                  - {name: at, type: timestamp, required: true, source: [_time]}
                  - {name: v, type: float64, source: ['%s']}
                  - {name: gw, type: string}
                """.formatted(each, key, value)));
    }
}
