package io.arrowgate.decode;

import io.arrowgate.decode.csv.CsvDecoder;
import io.arrowgate.decode.influx.LineProtocolDecoder;
import io.arrowgate.decode.json.JsonDecoder;
import io.arrowgate.decode.row.RecordDecoder;
import io.arrowgate.stream.StreamDefinition;

/** Creates the decoder for a stream's record format. */
public final class RecordDecoders {
    private RecordDecoders() {}

    /** Creates a decoder for use by one thread. */
    public static RecordDecoder of(StreamDefinition stream) {
        return switch (stream.format()) {
            case JSON -> new JsonDecoder(stream);
            case CSV -> new CsvDecoder(stream);
            case INFLUX -> new LineProtocolDecoder(stream);
        };
    }
}
