package io.arrowgate.tools.chaos.stack;

import io.arrowgate.tools.local.LocalClickHouse;
import java.nio.file.Path;
import java.util.List;

/** Controls a single ClickHouse server. */
final class SingleServer implements ChaosClickHouse {
    private final Path dir;
    private LocalClickHouse server;

    SingleServer(Path dir, String user, String password) {
        this.dir = dir;
        server = LocalClickHouse.start(new LocalClickHouse.Options(dir, 0, user, password));
    }

    @Override
    public List<String> urls() {
        return List.of(server.url());
    }

    @Override
    public String liveUrl() {
        return server.url();
    }

    @Override
    public void kill(double moment) {
        server.kill();
    }

    @Override
    public void restart() {
        server = LocalClickHouse.start(
                new LocalClickHouse.Options(dir, server.port(), server.user(), server.password()));
    }

    @Override
    public long pid(double moment) {
        return server.pid();
    }

    @Override
    public void awaitInSync() {
        // A single server is always in sync.
    }

    @Override
    public void close() {
        server.close();
    }
}
