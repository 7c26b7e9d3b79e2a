package io.arrowgate.ingest;

import io.arrowgate.stream.StreamDefinition;

/** Makes the decoder of a stream. */
public final class RecordDecoders {
    private RecordDecoders() {}

    /** A new decoder, for one thread. */
    public static RecordDecoder of(StreamDefinition stream) {
        return switch (stream.format()) {
            case JSON -> new JsonDecoder(stream);
            case CSV -> new CsvDecoder(stream);
            case INFLUX -> new InfluxDecoder(stream);
        };
    }
}
