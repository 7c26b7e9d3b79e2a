package io.arrowgate.tools.local.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Limits the time of each read of a request's body. A slow client that makes progress is not limited in total.
 *
 * <p>Sequences and decoders close their input. This stream stays readable after that; the exchange closes it.
 */
final class DeadlineInputStream extends FilterInputStream {
    private final RequestDeadlines deadlines;
    private final Duration limit;

    /** @param limit of each read */
    DeadlineInputStream(InputStream in, RequestDeadlines deadlines, Duration limit) {
        super(in);
        this.deadlines = deadlines;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        deadlines.limit(limit);
        try {
            return in.read();
        } finally {
            deadlines.unlimited();
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        deadlines.limit(limit);
        try {
            return in.read(bytes, offset, length);
        } finally {
            deadlines.unlimited();
        }
    }

    @Override
    public void close() {
        // The exchange closes it.
    }
}
