package io.arrowgate.tools.local.http;

import com.clickhouse.client.api.internal.ClickHouseLZ4OutputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Compresses a response's body: not at all, in ClickHouse's native blocks, or with an HTTP content encoding. */
enum ResponseCompression {
    IDENTITY(null),
    NATIVE(null),
    LZ4("lz4"),
    ZSTD("zstd"),
    GZIP("gzip"),
    DEFLATE("deflate");

    private static final int BLOCK_BYTES = 1 << 16;

    private final String contentEncoding;

    ResponseCompression(String contentEncoding) {
        this.contentEncoding = contentEncoding;
    }

    /** Selects the encoding that the request accepts; {@code compress=1} requests native blocks. */
    static ResponseCompression of(RequestParameters request) {
        if (request.flag("compress")) {
            return NATIVE;
        }
        if (!request.flag("enable_http_compression")) {
            return IDENTITY;
        }
        List<String> accepted = Arrays.stream(request.header("Accept-Encoding")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .split(",", -1))
                .map(encoding -> encoding.split(";", -1)[0].strip())
                .toList();
        return Arrays.stream(values())
                .filter(encoding -> encoding.contentEncoding != null && accepted.contains(encoding.contentEncoding))
                .findFirst()
                .orElse(IDENTITY);
    }

    /** Returns the value of the header Content-Encoding; empty for native blocks. */
    Optional<String> contentEncoding() {
        return Optional.ofNullable(contentEncoding);
    }

    OutputStream wrap(OutputStream out) throws IOException {
        return switch (this) {
            case IDENTITY -> out;
            case NATIVE ->
                new ClickHouseLZ4OutputStream(out, LZ4Factory.fastestInstance().fastCompressor(), BLOCK_BYTES);
            case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
            case ZSTD -> new ZstdOutputStream(out);
            case GZIP -> new GZIPOutputStream(out, BLOCK_BYTES);
            case DEFLATE -> new DeflaterOutputStream(out);
        };
    }
}
