package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.config.OptionFlags;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import picocli.CommandLine;

class DetectCommandTest {
    private static final Instant START = Instant.parse("2024-05-06T12:00:00Z");
    private static final int SPIKE = 300;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void keepsRowsInOrderAndAddsTheScore() throws IOException {
        csv("in/cpu.csv", spiky());

        assertThat(detect("in/cpu.csv")).isZero();

        AnomalyDetector detector = new AnomalyDetector();
        List<String> expected = new ArrayList<>(List.of("timestamp,value,score,alert"));
        for (int row = 0; row < 400; row++) {
            double score = detector.score(time(row).toEpochMilli() * 1_000, value(row));
            String alert = row == SPIKE ? "anomaly" : "";
            expected.add("%s,%s,%s,%s".formatted(time(row), value(row), score, alert));
        }
        assertThat(scored("cpu.csv")).isEqualTo(expected);
        assertThat(out.toString()).contains("400 rows, 1 alerts");
    }

    @Test
    void rowsHaveTheExpectedRangeAfterTheWarmUp() throws IOException {
        csv("in/cpu.csv", spiky());

        assertThat(detect("in/cpu.csv")).isZero();

        List<String> rows = result("cpu.csv");
        assertThat(rows.get(0)).isEqualTo("timestamp,value,score,alert,expected_low,expected_high,warm_up");
        assertThat(rows.subList(1, 100)).allMatch(row -> row.endsWith(",,,true"));
        assertThat(rows.subList(100, 401)).allMatch(row -> row.endsWith(",false"));
        String[] spike = rows.get(1 + SPIKE).split(",");
        assertThat(Double.parseDouble(spike[4])).isBetween(30.0, 50.0);
        assertThat(Double.parseDouble(spike[5])).isBetween(60.0, 80.0);
    }

    @Test
    void namesAllRulesOfAFileThatFireAtARow() throws IOException {
        csv("in/cpu.csv", List.of("timestamp,value", "2024-05-06 12:00:00,1", "2024-05-06 12:01:00,99"));
        String rules = rules(
                "- {name: warm, kind: threshold, field: value, comparison: '>', value: 80}",
                "- {name: hot, kind: threshold, field: value, comparison: '>', value: 90}",
                "- {name: elsewhere, kind: threshold, field: value, comparison: '>', value: 0, series: {series: disk*}}");

        assertThat(detect("in/cpu.csv", "--rules", rules)).isZero();

        assertThat(scored("cpu.csv"))
                .containsExactly(
                        "timestamp,value,score,alert",
                        "2024-05-06 12:00:00,1,0.0,",
                        "2024-05-06 12:01:00,99,0.0,hot;warm");
    }

    @Test
    void absenceFiresAtTheFirstReadingAfterTheGap() throws IOException {
        csv(
                "in/cpu.csv",
                List.of(
                        "timestamp,value",
                        "2024-05-06T12:00:00Z,1",
                        "2024-05-06T12:01:00Z,1",
                        "2024-05-06T13:00:00Z,1"));

        assertThat(detect("in/cpu.csv", "--rules", rules("- {name: silent, kind: absent, for: 10 min}")))
                .isZero();

        assertThat(scored("cpu.csv").get(3)).endsWith(",silent");
        assertThat(scored("cpu.csv").get(2)).endsWith(",0.0,");
    }

    @Test
    void lateAndMissingReadingsHaveAScore() throws IOException {
        csv(
                "in/cpu.csv",
                List.of(
                        "timestamp,value",
                        "2024-05-06T12:00:02Z,1",
                        "2024-05-06T12:00:01Z,95",
                        "2024-05-06T12:00:03Z,"));
        String rules = rules("- {name: hot, kind: threshold, field: value, comparison: '>', value: 90}");

        assertThat(detect("in/cpu.csv", "--rules", rules)).isZero();

        assertThat(scored("cpu.csv"))
                .containsExactly(
                        "timestamp,value,score,alert",
                        "2024-05-06T12:00:02Z,1,0.0,",
                        "2024-05-06T12:00:01Z,95,0.0,hot",
                        "2024-05-06T12:00:03Z,,0.0,");
    }

    @Test
    void lateReadingHasTheScoreAndTheAlertThatItHasInOrder() throws IOException {
        List<String> rows = new ArrayList<>(spiky());
        csv("in/order.csv", rows);
        String spike = rows.remove(1 + SPIKE);
        rows.add(1 + SPIKE + 3, spike);
        csv("in/late.csv", rows);

        assertThat(detect("in")).isZero();

        assertThat(result("late.csv").get(1 + SPIKE + 3))
                .contains(",anomaly,")
                .isEqualTo(result("order.csv").get(1 + SPIKE));
        assertThat(result("late.csv").subList(1 + SPIKE + 4, 401))
                .isEqualTo(result("order.csv").subList(1 + SPIKE + 4, 401));
    }

    @Test
    void readingOlderThanTheLatestEightHasNoScore() throws IOException {
        List<String> rows = new ArrayList<>(spiky());
        rows.add(1 + SPIKE, rows.remove(1 + SPIKE - 8));
        csv("in/cpu.csv", rows);

        assertThat(detect("in/cpu.csv")).isZero();

        assertThat(result("cpu.csv").get(1 + SPIKE)).endsWith(",0.0,,,,false");
    }

    @Test
    void readsColumnsOfOtherNamesAndQuotedFields() throws IOException {
        csv(
                "in/cpu.csv",
                List.of(
                        "\"note\",when,load",
                        "\"a, b\",\"2024-05-06 12:00:00.123456\",1e1",
                        "",
                        "c,2024-05-06T14:00:01+02:00,2"));

        assertThat(detect("in/cpu.csv", "--time-column", "when", "--value-column", "load"))
                .isZero();

        assertThat(scored("cpu.csv"))
                .containsExactly(
                        "timestamp,value,score,alert",
                        "2024-05-06 12:00:00.123456,1e1,0.0,",
                        "2024-05-06T14:00:01+02:00,2,0.0,");
    }

    @Test
    void evaluatesEachFileBelowAFolderSeparately() throws IOException {
        csv("in/a/cpu.csv", spiky());
        csv("in/b/deep/cpu.csv", spiky());
        csv("in/b/notes.txt", List.of("no readings"));

        assertThat(detect("in")).isZero();

        assertThat(scored("a/cpu.csv")).hasSize(401).isEqualTo(scored("b/deep/cpu.csv"));
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(folder.resolve("out")::relativize)
                            .map(Path::toString))
                    .containsExactlyInAnyOrder("a/cpu.csv", "a/cpu.png", "b/deep/cpu.csv", "b/deep/cpu.png");
        }
        assertThat(out.toString()).contains("800 rows, 2 alerts");
    }

    @Test
    void drawsASvgOfBothLinesAndTheAlert() throws Exception {
        csv("in/cpu.csv", spiky());

        assertThat(detect("in/cpu.csv", "--plot", "svg")).isZero();

        Document svg = svg("out/cpu.svg");
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("path").getLength()).isGreaterThan(2);
        assertThat(Files.readString(folder.resolve("out/cpu.svg")))
                .contains("stroke:rgb(51,102,153)", "stroke:rgb(119,119,119)", "fill:rgb(214,39,40)")
                .contains("fill:rgb(200,220,238)", "fill:rgb(238,238,230)");
    }

    @Test
    void plotHasAColorAndAThresholdForEachRule() throws Exception {
        csv("in/cpu.csv", spiky());
        String rules = rules(
                "- {name: high, kind: threshold, field: value, comparison: '>', value: 900}",
                "- {name: unusual, kind: anomaly, field: value}",
                "- {name: low, kind: threshold, field: value, comparison: '<', value: -1000}",
                "- {name: elsewhere, kind: threshold, field: value, comparison: '<', value: 0, series: {series: disk*}}");

        assertThat(detect("in/cpu.csv", "--rules", rules, "--plot", "svg")).isZero();

        assertThat(out.toString()).contains("400 rows, 2 alerts");
        assertThat(Files.readString(folder.resolve("out/cpu.svg")))
                .contains("rgb(214,39,40)", "rgb(255,127,14)", "rgb(44,160,44)")
                .doesNotContain("rgb(148,103,189)");
    }

    @Test
    void drawsASingleReading() throws Exception {
        csv("in/cpu.csv", List.of("timestamp,value", "2024-05-06T12:00:00Z,5"));

        assertThat(detect("in/cpu.csv", "--plot", "svg")).isZero();

        assertThat(svg("out/cpu.svg").getElementsByTagName("path").getLength()).isPositive();
    }

    @Test
    void drawsAPng() throws IOException {
        csv("in/cpu.csv", spiky());

        assertThat(detect("in/cpu.csv")).isZero();

        assertThat(ImageIO.read(folder.resolve("out/cpu.png").toFile()).getWidth())
                .isEqualTo(1_200);
    }

    @Test
    void drawsNothingWithPlotNoneOrWithoutValues() throws IOException {
        csv("in/cpu.csv", spiky());
        csv("in/empty.csv", List.of("timestamp,value"));

        assertThat(detect("in/cpu.csv", "--plot", "none")).isZero();
        assertThat(detect("in/empty.csv")).isZero();

        assertThat(folder.resolve("out/cpu.png")).doesNotExist();
        assertThat(folder.resolve("out/empty.png")).doesNotExist();
        assertThat(scored("empty.csv")).containsExactly("timestamp,value,score,alert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1715594400",
                "1715594400000",
                "1715594400000000",
                "1715594400000000000",
                "1715594400.0",
                "1715594400000.5",
                "2024-05-13T10:00:00",
                "05/13/2024 10:00",
                "Mon, 13 May 2024 10:00:00 GMT"
            })
    void timesOfAnyFormatAreRead(String time) throws IOException {
        csv("in/cpu.csv", List.of("when,load", "\"" + time + "\",99"));
        String rules = rules("- {name: hot, kind: threshold, field: value, comparison: '>', value: 90}");

        assertThat(detect("in/cpu.csv", "--time-column", "when", "--rules", rules, "--plot", "svg"))
                .isZero();

        assertThat(scored("cpu.csv").get(1)).contains(time).endsWith(",99,0.0,hot");
        assertThat(Files.readString(folder.resolve("out/cpu.svg"))).doesNotContain("1970");
    }

    @Test
    void epochTimesHaveTheScoresOfIsoTimes() throws IOException {
        csv("in/iso.csv", spiky());
        csv(
                "in/epoch.csv",
                Stream.concat(
                                Stream.of("timestamp,value"),
                                IntStream.range(0, 400).mapToObj(row -> "%d,%s"
                                        .formatted(time(row).toEpochMilli(), value(row))))
                        .toList());

        assertThat(detect("in")).isZero();

        assertThat(scores("epoch.csv")).hasSize(401).isEqualTo(scores("iso.csv"));
    }

    @Test
    void missingValuesAreReadingsWithoutAValue() throws IOException {
        csv("in/cpu.csv", List.of("timestamp,value", "1715594400,NaN", "1715594401,NA", "1715594402,", "1715594403,1"));

        assertThat(detect("in/cpu.csv")).isZero();

        assertThat(scored("cpu.csv"))
                .containsExactly(
                        "timestamp,value,score,alert",
                        "1715594400,NaN,0.0,",
                        "1715594401,NA,0.0,",
                        "1715594402,,0.0,",
                        "1715594403,1,0.0,");
    }

    @Test
    void semicolonsDecimalCommasAndDateWithTimeOfDayAreRead() throws IOException {
        csv(
                "in/air.csv",
                List.of(
                        "Date;Time;CO(GT);Place;;",
                        "10/03/2004;18.00.00;2,6;a;;",
                        "13/03/2004;19.00.00;2.600,5;a;;",
                        "13/03/2004;20.00.00;;a;;"));
        String rules = rules("- {name: high, kind: threshold, field: value, comparison: '>', value: 2600.4}");

        assertThat(detect("in/air.csv", "--rules", rules)).isZero();

        assertThat(scored("air.csv"))
                .containsExactly(
                        "timestamp,value,score,alert",
                        "10/03/2004 18.00.00,\"2,6\",0.0,",
                        "13/03/2004 19.00.00,\"2.600,5\",0.0,high",
                        "13/03/2004 20.00.00,,0.0,");
        assertThat(out.toString())
                .contains("air.csv: time column 'Date' and 'Time' (dd/MM/yyyy HH.mm.ss), value column 'CO(GT)'");
    }

    @Test
    void titleAndUnitsAreNotReadings() throws IOException {
        csv(
                "in/logger.csv",
                List.of("Logger 7", "", "time;level", ";cm", "10.03.2024 18:00;2,6", "10.03.2024 19:00;2,75"));

        assertThat(detect("in/logger.csv")).isZero();

        assertThat(scored("logger.csv"))
                .containsExactly(
                        "timestamp,value,score,alert",
                        "10.03.2024 18:00,\"2,6\",0.0,",
                        "10.03.2024 19:00,\"2,75\",0.0,");
    }

    @Test
    void tabsAndAMissingHeaderAreRecognized() throws IOException {
        csv("in/cpu.csv", List.of("2024-05-06 12:00:00\t1.5", "2024-05-06 12:01:00\t2"));

        assertThat(detect("in/cpu.csv")).isZero();

        assertThat(scored("cpu.csv"))
                .containsExactly(
                        "timestamp,value,score,alert", "2024-05-06 12:00:00,1.5,0.0,", "2024-05-06 12:01:00,2,0.0,");
        assertThat(out.toString()).contains("time column 'column_1' (iso-8601), value column 'column_2'");
    }

    @Test
    void usualColumnNamesWinAndAreNotPrinted() throws IOException {
        csv("in/cpu.csv", List.of("timestamp,value,limit", "2024-05-06 12:00:00,1,90"));

        assertThat(detect("in/cpu.csv")).isZero();

        assertThat(scored("cpu.csv")).contains("2024-05-06 12:00:00,1,0.0,");
        assertThat(out.toString()).doesNotContain("column");
    }

    @Test
    void ambiguousTimeFormatIsPrinted() throws IOException {
        csv("in/cpu.csv", List.of("timestamp,value", "05/06/2024 12:00,1"));

        assertThat(detect("in/cpu.csv")).isZero();

        assertThat(out.toString())
                .contains(
                        "cpu.csv: time column 'timestamp' (MM/dd/yyyy HH:mm, not dd/MM/yyyy HH:mm), value column 'value'");
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        csv(
                "in/plant.csv",
                List.of(
                        "Received,Time,Sensor ID,Temperature,Battery",
                        "2024-05-06T12:00:09Z,2024-05-06T12:00:00Z,a,1,90",
                        "2024-05-06T12:00:09Z,2024-05-06T12:00:00Z,b,99,91",
                        "2024-05-06T12:01:09Z,2024-05-06T12:01:00Z,a,99,90",
                        "2024-05-06T12:01:09Z,2024-05-06T12:01:00Z,b,99,91"));
        String rules = rules(
                "- {name: hot, kind: threshold, field: value, comparison: '>', value: 90, series: {series: '*:b'}}");

        assertThat(detect("in/plant.csv", "--rules", rules)).isZero();

        assertThat(scored("plant.csv"))
                .containsExactly(
                        "timestamp,value,score,alert,series",
                        "2024-05-06T12:00:00Z,1,0.0,,a",
                        "2024-05-06T12:00:00Z,99,0.0,hot,b",
                        "2024-05-06T12:01:00Z,99,0.0,,a",
                        "2024-05-06T12:01:00Z,99,0.0,,b");
        assertThat(out.toString())
                .contains("time column 'Time' (iso-8601), value column 'Temperature', series column 'Sensor ID'");
        assertThat(folder.resolve("out/plant-a.png")).exists();
        assertThat(folder.resolve("out/plant-b.png")).exists();
    }

    @Test
    void givenSeriesColumnDividesTheFile() throws IOException {
        csv(
                "in/plant.csv",
                List.of("timestamp,value,mode", "2024-05-06T12:00:00Z,1,eco", "2024-05-06T12:00:00Z,2,full"));

        assertThat(detect("in/plant.csv", "--series-column", "mode")).isZero();
        assertThat(scored("plant.csv")).contains("2024-05-06T12:00:00Z,1,0.0,,eco", "2024-05-06T12:00:00Z,2,0.0,,full");

        assertThat(detect("in/plant.csv")).isZero();
        assertThat(scored("plant.csv")).contains("2024-05-06T12:00:00Z,2,0.0,");
    }

    @Test
    void ambiguousColumnsAreRejectedWithTheirNames() throws IOException {
        csv("in/cpu.csv", List.of("at,cpu,memory,host", "2024-05-06T12:00:00Z,1,2,a"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString())
                .contains("cpu.csv: several columns have numbers: cpu, memory; name one with --value-column");

        csv("in/cpu.csv", List.of("start,end,cpu", "2024-05-06T12:00:00Z,2024-05-06T12:00:00Z,1"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString()).contains("several columns have times: start, end; name one with --time-column");

        csv("in/cpu.csv", List.of("host;cpu", "a;1"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString())
                .contains("no column has times; the columns, separated by ';', are [host, cpu];"
                        + " name one with --time-column");

        csv("in/cpu.csv", List.of("at,host", "2024-05-06T12:00:00Z,a"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString()).contains("no column has numbers", "name one with --value-column");
    }

    @Test
    void invalidRowIsReportedAndLeavesNoResult() throws IOException {
        csv("in/cpu.csv", List.of("timestamp,value", "2024-05-06T12:00:00Z,1", "2024-05-06T12:00:01Z,high"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString())
                .contains(
                        "cpu.csv: row 2, column 'value': 'high' is not a number; correct it, or leave the field empty");

        csv("in/cpu.csv", List.of("timestamp,value", "yesterday,1"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString())
                .contains("cpu.csv: row 1, column 'timestamp': 'yesterday' is not a time (iso-8601 or epoch)");

        csv("in/cpu.csv", List.of("timestamp,value", "2024-05-06T12:00:00Z,1", "2024-05-06T12:00:01Z,1,5"));
        assertThat(detect("in/cpu.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString()).contains("cpu.csv: row 2: 3 fields, but there are 2 columns");

        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void filesWithErrorsAreListedAfterTheOthersAreEvaluated() throws IOException {
        csv("in/a.csv", List.of("timestamp,value", "2024-05-06T12:00:00Z,high"));
        csv("in/b.csv", spiky());
        csv("in/c.csv", List.of());

        assertThat(detect("in")).isEqualTo(Arrowgate.FAILED);

        assertThat(scored("b.csv")).hasSize(401);
        assertThat(out.toString()).contains("400 rows, 1 alerts");
        assertThat(err.toString())
                .contains(
                        "2 of 3 files have no result:",
                        "  a.csv: row 1, column 'value'",
                        "  c.csv: no column has times");
    }

    @Test
    void missingColumnIsReportedWithTheExistingOnes() throws IOException {
        csv("in/cpu.csv", List.of("when,value", "2024-05-06T12:00:00Z,1"));

        assertThat(detect("in/cpu.csv", "--time-column", "time")).isEqualTo(Arrowgate.FAILED);

        assertThat(err.toString())
                .contains("cpu.csv: no column 'time'; the columns, separated by ',', are [when, value]");
    }

    @Test
    void unsuitableRulesAreUsageErrors() throws IOException {
        csv("in/cpu.csv", spiky());

        assertThat(detect(
                        "in/cpu.csv",
                        "--rules",
                        rules("- {name: hot, kind: threshold, field: cpu, comparison: '>', value: 90}")))
                .isEqualTo(Arrowgate.USAGE);
        assertThat(err.toString()).contains("--rules: ", "alert rule hot: field: 'cpu' is not a reading of the stream");

        assertThat(detect("in/cpu.csv", "--rules", rules("- {name: hot, kind: treshold}")))
                .isEqualTo(Arrowgate.USAGE);
        assertThat(err.toString()).contains("rules.yaml");
    }

    @Test
    void outputFolderOfTheInputIsRejected() throws IOException {
        csv("out/cpu.csv", spiky());

        assertThat(detect("out/cpu.csv")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("contains the files of --csv");
        assertThat(result("cpu.csv")).isEqualTo(spiky());
    }

    @Test
    void resultsGoToTheOutputFolderByDefault() throws IOException {
        csv("in/cpu.csv", spiky());
        Path data = folder.resolve("data");

        assertThat(run("detect", "--csv", folder.resolve("in").toString(), "--data-dir", data.toString()))
                .isZero();

        assertThat(data.resolve("out/detect/cpu.csv")).exists();
        assertThat(out.toString()).endsWith("; see %s/out/detect%n".formatted(data));
    }

    @Test
    void missingFileFailsAndMissingOptionIsUsageError() {
        assertThat(detect("absent.csv")).isEqualTo(Arrowgate.FAILED);
        assertThat(err.toString()).contains("file does not exist: ", "absent.csv");

        assertThat(run("detect", "--out", "out")).isEqualTo(Arrowgate.USAGE);
        assertThat(run("detect", "--csv", "x", "--out", "out", "--plot", "gif")).isEqualTo(Arrowgate.USAGE);
        assertThat(err.toString()).contains("'gif' is not a format; give svg, png or none");
    }

    @Test
    void labelledFilesAreEvaluatedByProfileAndPerturbation() throws IOException {
        csv("in/cpu.csv", spiky());
        Files.writeString(
                folder.resolve("in/windows.json"),
                "{\"cpu.csv\": [[\"%s\", \"%s\"]]}".formatted(time(SPIKE), time(SPIKE + 9)));

        assertThat(run("detect", "--evaluate", folder.resolve("in").toString())).isZero();

        assertThat(out.toString())
                .contains("| cpu.csv | 1 | 1.00 |", "| standard | 100.00 | 100.00 at ", "| values negated | 100.00 |");
    }

    @Test
    void labelledFilesWithoutAWindowHaveNoScore() throws IOException {
        csv("in/cpu.csv", spiky());
        Files.writeString(folder.resolve("in/windows.json"), "{\"cpu.csv\": []}");

        assertThat(run("detect", "--evaluate", folder.resolve("in").toString())).isEqualTo(Arrowgate.FAILED);

        assertThat(err.toString())
                .contains("windows.json: the score needs an anomaly window after the probation; add windows");
    }

    @Test
    void helpDescribesTheColumnsOfTheResult() {
        assertThat(run("detect", "--help")).isZero();

        assertThat(out.toString()).contains("--time-column=NAME", "score");
    }

    private static List<String> spiky() {
        return Stream.concat(
                        Stream.of("timestamp,value"),
                        IntStream.range(0, 400).mapToObj(row -> "%s,%s".formatted(time(row), value(row))))
                .toList();
    }

    private static Instant time(int row) {
        return START.plusSeconds(60L * row);
    }

    private static double value(int row) {
        return row == SPIKE ? 1_000 : 50 + row * 37 % 11;
    }

    private void csv(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private String rules(String... lines) throws IOException {
        return Files.write(folder.resolve("rules.yaml"), List.of(lines)).toString();
    }

    private List<String> result(String name) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(name));
    }

    /** Returns the rows of a result without the columns that only some tests are about. */
    private List<String> scored(String name) throws IOException {
        return result(name).stream()
                .map(row -> row.replaceFirst(",[^,]*,[^,]*,(true|false|warm_up)(,[^,]*)?$", "$2"))
                .toList();
    }

    private List<String> scores(String name) throws IOException {
        return result(name).stream()
                .map(line -> line.substring(line.indexOf(',')))
                .toList();
    }

    private Document svg(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(folder.resolve(name).toFile());
    }

    private int detect(String csv, String... more) {
        List<String> args =
                new ArrayList<>(List.of("detect", "--csv", folder.resolve(csv).toString()));
        args.addAll(List.of("--out", folder.resolve("out").toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        CommandLine commandLine = Arrowgate.commandLine();
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(OptionFlags.expand(args));
    }
}
