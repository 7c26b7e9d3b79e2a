package io.arrowgate.deployment;

import io.arrowgate.tools.local.LocalClickHouse;
import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the engine with the configuration of the compose file's ClickHouse and the rights of one of its users. The engine has
 * only its own user, which gets those rights. Unlike a server, it lets every user read the database system.
 */
final class ComposeEngine implements AutoCloseable {
    private static final Path CONFIG = Path.of("compose/clickhouse");
    /** The engine's HTTP interface runs USE, where a server only records the request's database. */
    private static final String FRONT = "<query>GRANT SHOW DATABASES ON default.*</query>";

    private final LocalClickHouse engine;

    private ComposeEngine(LocalClickHouse engine) {
        this.engine = engine;
    }

    /** @param dir of the engine's data, which the next user finds again */
    static ComposeEngine startAs(String user, Path dir) throws IOException {
        Path overrides = Files.createDirectories(dir.toAbsolutePath().resolve("config.d"));
        Path users = overrides.resolveSibling("users.xml");
        Files.writeString(users, usersWith(user));
        Files.writeString(
                overrides.resolve("users.xml"),
                "<clickhouse><users_config>%s</users_config></clickhouse>".formatted(users));
        Path cold = Files.createDirectories(overrides.resolveSibling("cold-volume"));
        String storage = Files.readString(CONFIG.resolve("config.d/storage.xml"));
        Files.writeString(overrides.resolve("storage.xml"), storage.replace("/var/lib/clickhouse-cold/", cold + "/"));
        return new ComposeEngine(
                LocalClickHouse.start(new LocalClickHouse.Options(dir, 0, SharedStack.USER, SharedStack.PASSWORD)));
    }

    private static String usersWith(String user) throws IOException {
        return Files.readString(CONFIG.resolve("users.d/arrowgate.xml"))
                .replaceAll("<(/?)%s>".formatted(user), "<$1default>")
                .replaceAll("<password from_env=\"\\w+\"/>", "<password/>")
                .replace("<grants>", "<grants>" + FRONT)
                .replace("<profiles>", "<quotas><default/></quotas><profiles><default/>");
    }

    String url() {
        return engine.url();
    }

    String query(String sql) {
        return SharedStack.query(engine.url(), sql);
    }

    @Override
    public void close() {
        engine.close();
    }
}
