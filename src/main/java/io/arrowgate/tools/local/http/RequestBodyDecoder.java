package io.arrowgate.tools.local.http;

import com.github.luben.zstd.ZstdInputStream;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/** Decompresses a request body: ClickHouse's native blocks, HTTP's content encoding, or both. */
final class RequestBodyDecoder {
    private static final int BUFFER_BYTES = 1 << 16;

    private RequestBodyDecoder() {}

    static InputStream decode(InputStream raw, RequestParameters request) throws IOException {
        String encoding = request.header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
        InputStream body =
                switch (encoding) {
                    case "", "identity" -> raw;
                    case "gzip", "x-gzip" -> new GZIPInputStream(raw, BUFFER_BYTES);
                    case "deflate" -> new InflaterInputStream(raw);
                    case "lz4" -> new LZ4FrameInputStream(raw);
                    case "zstd" -> new ZstdInputStream(raw);
                    default ->
                        throw new ClickHouseException(
                                48, "NOT_IMPLEMENTED", "Unknown Content-Encoding of the request: " + encoding);
                };
        return request.flag("decompress") ? new NativeBlockInputStream(body) : body;
    }
}
