package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.decode.TestStreams;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    private static final StreamDefinition TURNSTILES = StreamDefinitions.builtIn("turnstiles");
    private static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");
    private static final String AUDIT = "A002,R051,02-00-00,59 ST,NQR456W,BMT,12/30/2023,03:00:00,REGULAR,102019,73801";
    private static final String EVENT = AUDIT + ",6f1c,2023-12-30 03:00:00";
    private static final String KEY = "A002,R051,02-00-00";

    @TempDir
    private Path folder;

    @Test
    void recordsWithoutHeaderAreUnchanged() throws IOException {
        assertThat(values(TURNSTILES, AUDIT + "\n" + EVENT + "\r\n\n" + AUDIT)).containsExactly(AUDIT, EVENT, AUDIT);
        assertThat(keys(TURNSTILES, AUDIT + "\n" + EVENT)).containsExactly(KEY, KEY);
    }

    @Test
    void headerWithTrailingBlanksAndAliasesIsDropped() throws IOException {
        String header = "C/A,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC,ENTRIES,EXITS               ";

        assertThat(values(TURNSTILES, header + "\n" + AUDIT)).containsExactly(AUDIT);
    }

    @Test
    void unnamedIndexColumnOfAHeaderIsRemoved() throws IOException {
        String header = ",CA,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC,ENTRIES,EXITS";

        assertThat(values(TURNSTILES, header + "\n17," + AUDIT)).containsExactly(AUDIT);
        assertThat(keys(TURNSTILES, header + "\n17," + AUDIT)).containsExactly(KEY);
    }

    @Test
    void indexColumnThatCountsIsRemovedWithoutAHeader() throws IOException {
        assertThat(values(TURNSTILES, "0," + AUDIT + "\n1," + AUDIT)).containsExactly(AUDIT, AUDIT);
        assertThat(values(TURNSTILES, "0," + EVENT)).containsExactly(EVENT);
    }

    @Test
    void columnsAreReorderedToTheLayout() throws IOException {
        String header = "EXITS,ENTRIES,other,CA,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC";
        String record = "73801,102019,x,A002,R051,02-00-00,\"59, ST\",NQR456W,BMT,12/30/2023,03:00:00,REGULAR";

        assertThat(values(TURNSTILES, header + "\n" + record)).containsExactly(AUDIT.replace("59 ST", "\"59, ST\""));
        assertThat(keys(TURNSTILES, header + "\n" + record)).containsExactly(KEY);
    }

    @Test
    void headerWithoutARequiredFieldIsRejected() {
        assertThatThrownBy(() -> values(TURNSTILES, "CA,UNIT,SCP\na,b,c"))
                .hasMessageContaining("the header [CA, UNIT, SCP] lacks fields of stream turnstiles");
    }

    @Test
    void lineBreakInsideQuotesBelongsToTheRecord() throws IOException {
        String record = AUDIT.replace("59 ST", "\"59\n\"\"ST\"\"\"");

        assertThat(values(TURNSTILES, record + "\n" + AUDIT)).containsExactly(record, AUDIT);
    }

    @Test
    void quoteInsideAnUnquotedFieldIsLiteral() throws IOException {
        String record = AUDIT.replace("59 ST", "59\" ST");

        assertThat(values(TURNSTILES, record + "\n" + AUDIT)).containsExactly(record, AUDIT);
    }

    @Test
    void missingClosingQuoteIsRejectedWithItsLine() {
        assertThatThrownBy(() -> values(TURNSTILES, AUDIT + "\n" + AUDIT + "\n\"A002,R051\n" + AUDIT))
                .hasMessage("line 3: the closing quote of a field is missing");
    }

    @Test
    void keyOfQuotedFieldsHasNoQuotes() throws IOException {
        assertThat(keys(TURNSTILES, AUDIT.replace("A002", "\"A\"\"2\""))).containsExactly("A\"2,R051,02-00-00");
    }

    @Test
    void recordWithOtherFieldsIsSentUnchangedWithoutAKey() throws IOException {
        assertThat(values(TURNSTILES, AUDIT + "\nnonsense")).containsExactly(AUDIT, "nonsense");
        assertThat(keys(TURNSTILES, AUDIT + "\nnonsense")).containsExactly(KEY, null);
    }

    @Test
    void jsonLinesAreKeyedByTheirFields() throws IOException {
        String lines = "{\"x\":{\"device\":\"no\"},\"device\":\"a\"}\n{\"ts\":1}\n{broken\n7\n";

        assertThat(values(SENSORS, lines))
                .containsExactly("{\"x\":{\"device\":\"no\"},\"device\":\"a\"}", "{\"ts\":1}", "{broken", "7");
        assertThat(keys(SENSORS, lines)).containsExactly("a", null, null, null);
    }

    @Test
    void jsonLinesOfACsvStreamAreKeyedByNamesAndAliases() throws IOException {
        assertThat(keys(TURNSTILES, "{\"C/A\":\"A002\",\"SCP\":\"02-00-00\",\"UNIT\":\"R051\"}"))
                .containsExactly(KEY);
    }

    @Test
    void elementsOfAJsonArrayAreRecords() throws IOException {
        String one = "{\"device\":\"a]\\\"\",\"x\":[{\"y\":[1]},2]}";
        String two = "{\n  \"device\": \"b\"\n}";

        assertThat(values(SENSORS, "[" + one + "," + two + "]")).containsExactly(one, two);
        assertThat(values(SENSORS, " \n[ " + one + " ,\n " + two + "\n]\n[7, " + one + "]\n[]\n"))
                .containsExactly(one, two, "7", one);
        assertThat(keys(SENSORS, "[" + one + "," + two + ",7]")).containsExactly("a]\"", "b", null);
        assertThat(values(SENSORS, "[]")).isEmpty();
    }

    @Test
    void elementsAreReadBeforeTheArrayIsClosed() throws IOException {
        try (RecordFile records = open(SENSORS, "[{\"device\":\"a\"},{\"device\":\"b\"}")) {
            assertThat(records.next()).isNotNull();
            assertThatThrownBy(records::next).hasMessage("element 2: the array is not closed");
        }
        assertThatThrownBy(() -> values(SENSORS, "[{\"device\":\"a\"}]x"))
                .hasMessage("element 1: the array is closed, but something other than an array follows it");
        assertThatThrownBy(() -> values(SENSORS, "[\"" + "x".repeat(9 << 20)))
                .hasMessage("element 1 is longer than 8388608 bytes");
    }

    @Test
    void jsonObjectOfSeveralLinesIsOneRecord() throws IOException {
        String indented = "{\n  \"device\": \"a{\",\n  \"x\": {\n  }\n}";
        String broken = "{\n  \"device\":";

        assertThat(values(SENSORS, indented + "\n" + indented)).containsExactly(indented, indented);
        assertThat(values(SENSORS, broken + "\n" + indented)).containsExactly(broken, indented);
        assertThat(values(SENSORS, "{\"device\":\"a\n" + indented + "\n}\n" + broken))
                .containsExactly("{\"device\":\"a", indented, "}", broken);
    }

    @Test
    void gzipIsRecognisedByItsFirstBytes() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write((AUDIT + "\n" + AUDIT).getBytes(UTF_8));
        }
        Path file = Files.write(folder.resolve("audits"), zipped.toByteArray());

        try (RecordFile records = RecordFile.open(TURNSTILES, file)) {
            assertThat(values(records)).containsExactly(AUDIT, AUDIT);
            assertThat(records.readBytes()).isEqualTo(records.sizeBytes()).isEqualTo(zipped.size());
        }
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        assertThat(values(TURNSTILES, "\ufeff" + AUDIT)).containsExactly(AUDIT);
    }

    @Test
    void recordsLongerThanTheBufferAreRead() throws IOException {
        String record = "{\"device\":\"" + "x".repeat(1_000_000) + "\"}";

        assertThat(values(SENSORS, record + "\n" + record)).containsExactly(record, record);
    }

    @Test
    void lineProtocolIsUnchangedWithoutCommentsAndKeyedBySeries() throws IOException {
        StreamDefinition telemetry = StreamDefinitions.read(Path.of("examples/streams/telemetry.yaml"));
        String point = "telemetry,car=4\\ 4,driver=x speed=1.5,say=\"a, b\" 1714564800000000123";
        String broken = "telemetry,car=44 speed=";
        String file = "# comment\n\n" + point + "\r\n \n  # another\n" + broken + "\n" + point;

        assertThat(values(telemetry, file)).containsExactly(point, broken, point);
        assertThat(keys(telemetry, file)).containsExactly("4 4", null, "4 4");
    }

    @Test
    void headerAndRecordsOfDialectAreReorderedWithItsDelimiter() throws IOException {
        StreamDefinition stream = TestStreams.csv("delimiter: \";\", decimal: \",\"");

        assertThat(values(stream, "sep=;\na;b;k;other;at;n;;\n2,6;;x;'q;10/03/2004;7;;\n1;2;y;z;11/03/2004\n"))
                .containsExactly("10/03/2004;x;2,6;;7", "11/03/2004;y;1;2;");
        assertThat(keys(stream, "at;k;a;b;n\n10/03/2004;\"x;y\";2,6\n")).containsExactly("x;y");
    }

    @Test
    void emptyFirstFieldKeepsItsDelimiterWhenReordered() throws IOException {
        StreamDefinition stream = TestStreams.csv("delimiter: \"|\"");

        assertThat(values(stream, "k|at|a|b|n\nx||1|2|3")).containsExactly("|x|1|2|3");
    }

    @Test
    void commentsAndSkippedLinesOfDialectAreNotSent() throws IOException {
        StreamDefinition stream = TestStreams.csv("delimiter: \"\\t\", comment: \"#\", skip-lines: 2, quote: \"'\"");

        assertThat(values(stream, "Station \"7\n'x\nat\tk\ta\tb\tn\n#,'no\n10/03/2004\t'x\ny'\t1\t2\t3\n"))
                .containsExactly("10/03/2004\t'x\ny'\t1\t2\t3");
    }

    @Test
    void unitsAfterHeaderAreNotSent() throws IOException {
        StreamDefinition stream = TestStreams.csv("skip-lines: 1, skip-after-header: 2");

        assertThat(values(stream, "Station 7\nat,k,a,b,n\nTS,,°C,%,\n\n,,Avg,Avg,Smp\n10/03/2004,x,1,2,3\n"))
                .containsExactly("10/03/2004,x,1,2,3");
        assertThat(values(stream, "Station 7\n10/03/2004,x,1,2,3\n11/03/2004,x,1,2,3\n"))
                .as("without a header")
                .containsExactly("10/03/2004,x,1,2,3", "11/03/2004,x,1,2,3");
    }

    @Test
    void fileThatNamesAnotherDelimiterIsRejected() {
        assertThatThrownBy(() -> values(TURNSTILES, "sep=;\nA002;R051"))
                .hasMessage(
                        "the file begins with sep=;, but the delimiter of the stream is ','; set csv-dialect.delimiter");
    }

    @Test
    void emptyInputHasNoRecords() throws IOException {
        assertThat(values(TURNSTILES, "")).isEmpty();
        assertThat(values(SENSORS, "\n\n")).isEmpty();
    }

    @Test
    void nestedSeriesKeyIsKeyOfJsonRecord() throws IOException {
        StreamDefinition uplinks = StreamDefinitions.read(Path.of("examples/streams/lorawan.yaml"));

        assertThat(keys(
                        uplinks,
                        "{\"end_device_ids\":{\"device_id\":\"a\"},\"received_at\":\"2024-05-13T06:00:05Z\"}\n"
                                + "{\"received_at\":\"2024-05-13T06:00:05Z\"}"))
                .containsExactly("a", null);
    }

    @Test
    void linesMayHaveKeys() throws IOException {
        String reading = "{\"sensor\":\"a\",\"value\":\"b\\tc\"}";
        String lines = "dev/1,x\t" + reading + "\r\n\t" + reading + "\n" + reading + "\n";

        assertThat(values(SENSORS, lines)).containsExactly(reading, reading, reading);
        assertThat(keys(SENSORS, lines)).containsExactly("dev/1,x", null, null);
        assertThat(values(TURNSTILES, "k\t" + AUDIT + "\n" + "l\t" + EVENT)).containsExactly(AUDIT, EVENT);
        assertThat(keys(TURNSTILES, "k\t" + AUDIT + "\n" + "l\t" + EVENT)).containsExactly("k", "l");
    }

    @Test
    void keyFieldMayBeAPath() throws IOException {
        StreamDefinition uplinks = StreamDefinitions.read(Path.of("examples/streams/lorawan.yaml"));
        String uplink = "{\"end_device_ids\":{\"device_id\":\"a\",\"application_ids\":{\"application_id\":\"app-1\"}},"
                + "\"received_at\":\"2024-05-13T06:00:05Z\",\"rx\":[{\"gateway\":7}],\"text\":\"{\\\"site\\\":\\\"s\\\"}\"}";

        assertThat(keys(uplinks, uplink, "end_device_ids.application_ids.application_id"))
                .containsExactly("app-1");
        assertThat(keys(uplinks, uplink, "rx[0].gateway")).containsExactly("7");
        assertThat(keys(uplinks, uplink, "text.site")).containsExactly("s");
        assertThat(keys(uplinks, uplink, "rx[1].gateway")).containsExactly((String) null);
    }

    private static List<String> values(StreamDefinition stream, String text) throws IOException {
        try (RecordFile records = open(stream, text)) {
            return values(records);
        }
    }

    private static List<String> values(RecordSource records) throws IOException {
        List<String> values = new ArrayList<>();
        for (KeyedRecord record = records.next(); record != null; record = records.next()) {
            values.add(new String(record.value(), UTF_8));
        }
        return values;
    }

    private static List<String> keys(StreamDefinition stream, String text) throws IOException {
        return keys(stream, text, null);
    }

    private static List<String> keys(StreamDefinition stream, String text, String keyField) throws IOException {
        List<String> keys = new ArrayList<>();
        try (RecordFile records = open(stream, text, keyField)) {
            for (KeyedRecord record = records.next(); record != null; record = records.next()) {
                keys.add(record.key() == null ? null : new String(record.key(), UTF_8));
            }
        }
        return keys;
    }

    private static RecordFile open(StreamDefinition stream, String text) throws IOException {
        return open(stream, text, null);
    }

    private static RecordFile open(StreamDefinition stream, String text, String keyField) throws IOException {
        return RecordFile.of(stream, new ByteArrayInputStream(text.getBytes(UTF_8)), keyField);
    }
}
