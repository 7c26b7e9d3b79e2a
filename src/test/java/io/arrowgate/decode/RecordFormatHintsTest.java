package io.arrowgate.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFormatHintsTest {
    private static final String RECORD = "{\"k\":\"a\",\"at\":1000000000}";
    private static final StreamDefinition JSON = TestStreams.recent();
    private static final List<StreamDefinition> STREAMS =
            List.of(JSON, TestStreams.csv(), TestStreams.influx("name: v, type: int32"));

    @Test
    void compressedRecordIsNamedInEveryFormat() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        write(new GZIPOutputStream(gzip));
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        write(new DeflaterOutputStream(zlib));
        String kafka = "; send the text as it is, and let Kafka compress it: compression.type of the producer";

        for (StreamDefinition stream : STREAMS) {
            assertThat(message(stream, gzip.toByteArray()))
                    .isEqualTo("not plain text but compressed with gzip" + kafka);
            assertThat(message(stream, zlib.toByteArray()))
                    .isEqualTo("not plain text but compressed with zlib" + kafka);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            28b52ffd2400             | not plain text but compressed with zstd; send the text as it is
            04224d186440             | not plain text but compressed with lz4; send the text as it is
            ff060000734e6150705900   | not plain text but compressed with snappy; send the text as it is
            82534e41505059000000     | not plain text but compressed with snappy; send the text as it is
            4f626a010416             | not plain text but an Avro file; send JSON, CSV or line protocol
            c3010a0b0c0d0e0f1011     | not plain text but Avro; send JSON, CSV or line protocol
            aced00057372             | not plain text but a serialized Java object; send JSON
            02610a0000000000003540   | not plain text but binary data, such as Avro or Protobuf: byte 0x02 at 0; send JSON
            7b226b223a22e9227d       | not UTF-8: byte 0xe9 at 6, after '{"k":"'; send UTF-8, not an encoding such as Latin-1
            """)
    void binaryRecordIsNamed(String hex, String start) {
        assertThat(message(JSON, HexFormat.of().parseHex(hex))).startsWith(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "X-UTF-32LE-BOM"})
    void otherEncodingOfUnicodeIsNamedInEveryFormat(String charset) {
        String name = charset.contains("32") ? "text in UTF-32; send UTF-8" : "text in UTF-16; send UTF-8";
        for (StreamDefinition stream : STREAMS) {
            assertThat(message(stream, RECORD.getBytes(Charset.forName(charset))))
                    .startsWith("not plain text but " + name);
        }
    }

    @Test
    void confluentFramingIsNamedWithItsSchemaId() {
        String fix = "; use a converter or serializer without schema registry,"
                + " such as Kafka Connect's JsonConverter with schemas.enable=false";
        byte[] json = RECORD.getBytes(StandardCharsets.UTF_8);
        byte[] avro = {2, 'a', 4, 'b', 'c'};

        for (StreamDefinition stream : STREAMS) {
            assertThat(message(stream, framed(100_017, json)))
                    .isEqualTo("not plain text but JSON with Confluent framing, schema id 100017" + fix);
            assertThat(message(stream, framed(7, avro)))
                    .isEqualTo("not plain text but Avro or Protobuf with Confluent framing, schema id 7" + fix);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            0 ! m,k=a v=1,w="x y" 1000000000        ! ; it looks like line protocol: set format to influx, not json
            0 ! a,2024-05-13T08:30:00Z,21.5         ! ; it looks like CSV: set format to csv, not json
            0 ! a;2024-05-13T08:30:00Z;21.5         ! ; it looks like CSV: set format to csv, not json
            0 ! "a","2024-05-13T08:30:00Z",1        ! ; it looks like CSV: set format to csv, not json
            0 ! <a><b>1</b></a>                     ! ; it looks like XML, which the job does not read
            1 ! m,k=a,l=b,m=c,n=d,o=e v=1           ! ; it looks like line protocol: set format to influx, not csv
            2 ! {"k":"a","at":1}                    ! ; it looks like JSON: set format to json, not influx
            2 ! a,2024-05-13T08:30:00Z,21.5         ! ; it looks like CSV: set format to csv, not influx
            """)
    void recordOfAnotherFormatIsNamed(int stream, String record, String hint) {
        assertThat(message(STREAMS.get(stream), record.getBytes(StandardCharsets.UTF_8)))
                .startsWith(stream == 1 ? "6 fields" : "not ")
                .endsWith(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            0 ! {"k":"a","at":1
            0 ! plain text
            1 ! only
            1 ! k,1,a,b,c,d
            2 ! m,a=b
            2 ! m v=1,,w=2
            """)
    void brokenRecordOfTheFormatHasNoHint(int stream, String record) {
        assertThat(message(STREAMS.get(stream), record.getBytes(StandardCharsets.UTF_8)))
                .doesNotContain("looks like")
                .doesNotContain("plain text but");
    }

    @Test
    void randomBytesAreNeverDescribedAsText() {
        byte[] random = new byte[300];
        new Random(7).nextBytes(random);

        assertThat(message(JSON, random)).startsWith("not plain text but binary data");
    }

    private static void write(OutputStream compressor) throws IOException {
        try (compressor) {
            compressor.write(RECORD.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] framed(int schemaId, byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(payload)
                .array();
    }

    private static String message(StreamDefinition stream, byte[] record) {
        UndecodableRecordException rejected = catchThrowableOfType(
                UndecodableRecordException.class, () -> new DecodedRows(stream).decode(record, -1));
        assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(DeadLetterReason.MALFORMED);
        return rejected.getMessage();
    }
}
