package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ChDbEngine;
import io.arrowgate.tools.local.process.ChildProcessMain;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the engine's process: libchdb behind ClickHouse's HTTP interface. */
public final class ClickHouseServerMain {
    public static final String USER = "ARROWGATE_LOCAL_CLICKHOUSE_USER";
    public static final String PASSWORD = "ARROWGATE_LOCAL_CLICKHOUSE_PASSWORD";

    private ClickHouseServerMain() {}

    /**
     * Starts the server. Arguments: shared library, data directory, port, memory limit in bytes. Credentials are in the
     * environment.
     */
    public static void main(String[] args) {
        ChildProcessMain.run(
                () -> start(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3])));
    }

    private static ChildProcessMain.Service start(Path library, Path dir, int port, long maxServerMemoryBytes)
            throws IOException {
        ChDbEngine engine = new ChDbEngine(library, dir, maxServerMemoryBytes);
        EngineSessions engineSessions = new EngineSessions(engine);
        Credentials credentials = new Credentials(System.getenv(USER), System.getenv(PASSWORD));
        ClickHouseHttpServer front =
                new ClickHouseHttpServer(port, new QueryHandler(engine, engineSessions, credentials));
        return new ChildProcessMain.Service() {
            @Override
            public String readyText() {
                return "http://127.0.0.1:" + front.port();
            }

            /**
             * Stops the server. If a query does not end, the engine stays open, because closing a connection in use crashes it.
             */
            @Override
            public void close() {
                front.close();
                engineSessions.close();
                engine.close();
            }
        };
    }
}
