package io.arrowgate.decode;

import io.arrowgate.decode.csv.CsvDecoder;
import io.arrowgate.decode.csv.CsvSplitter;
import io.arrowgate.decode.influx.LineProtocolDecoder;
import io.arrowgate.decode.influx.LineProtocolSplitter;
import io.arrowgate.decode.json.JsonDecoder;
import io.arrowgate.decode.json.JsonSplitter;
import io.arrowgate.decode.json.NestedElementSplitter;
import io.arrowgate.decode.kafka.KafkaFieldReader;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.RecordMetadata;
import io.arrowgate.decode.row.RecordSplitter;
import io.arrowgate.stream.StreamDefinition;

/** Creates the decoder for a stream's record format. */
public final class RecordDecoders {
    private RecordDecoders() {}

    /** Creates a decoder for use by one thread. */
    public static RecordDecoder of(StreamDefinition stream) {
        FieldIndex fields = new FieldIndex(stream);
        RecordMetadata metadata = KafkaFieldReader.of(stream, fields);
        return switch (stream.format()) {
            case JSON -> new RecordDecoder(stream, new JsonDecoder(stream, fields, metadata), jsonSplitter(stream));
            case CSV ->
                new RecordDecoder(
                        stream, new CsvDecoder(stream, fields, metadata), new CsvSplitter(stream.csvDialect()));
            case INFLUX ->
                new RecordDecoder(
                        stream, new LineProtocolDecoder(stream, fields, metadata), new LineProtocolSplitter());
        };
    }

    private static RecordSplitter jsonSplitter(StreamDefinition stream) {
        return stream.each() == null ? new JsonSplitter() : new NestedElementSplitter(stream);
    }
}
