package io.arrowgate.tools.local.http;

import static io.arrowgate.tools.local.http.ConformanceServer.header;
import static io.arrowgate.tools.local.http.ConformanceServer.request;
import static io.arrowgate.tools.local.http.ConformanceServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Tests compression over HTTP in both directions: content encodings and ClickHouse's native blocks. */
class ClickHouseHttpServerCompressionIT {
    @Test
    void responsesAreCompressedAsRequested() throws IOException {
        String sql = "SELECT number FROM numbers(100000)";
        byte[] plain = request().post(sql).body();

        HttpResponse<byte[]> gzip = request()
                .parameter("enable_http_compression", "1")
                .header("Accept-Encoding", "gzip")
                .post(sql);
        assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain);

        HttpResponse<byte[]> blocks = request().parameter("compress", "1").post(sql);
        assertThat(blocks.body()).hasSizeLessThan(plain.length);
        assertThat(new NativeBlockInputStream(new ByteArrayInputStream(blocks.body())).readAllBytes())
                .isEqualTo(plain);
    }

    @Test
    void requestBodiesMayBeCompressed() throws IOException {
        byte[] sql = "SELECT 1 + 1".getBytes(StandardCharsets.UTF_8);
        for (ResponseCompression encoding :
                new ResponseCompression[] {ResponseCompression.GZIP, ResponseCompression.LZ4, ResponseCompression.ZSTD
                }) {
            assertThat(text(request()
                            .header(
                                    "Content-Encoding",
                                    encoding.contentEncoding().orElseThrow())
                            .post(compressed(sql, encoding))))
                    .isEqualTo("2\n");
        }
        assertThat(text(request().parameter("decompress", "1").post(compressed(sql, ResponseCompression.NATIVE))))
                .isEqualTo("2\n");
    }

    private static byte[] compressed(byte[] data, ResponseCompression encoding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encoding.wrap(bytes)) {
            out.write(data);
        }
        return bytes.toByteArray();
    }
}
