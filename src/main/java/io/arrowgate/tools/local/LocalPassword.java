package io.arrowgate.tools.local;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The password of the local stack's ClickHouse: generated once for each data directory, in files that their owner alone can read.
 *
 * <p>The stack and every command that works on it read it from there, unless the user gives a password or a server of their own.
 */
public final class LocalPassword {
    /** The password alone. */
    static final String PASSWORD_FILE = "clickhouse.password";
    /** Request headers for {@code curl -H @FILE}, which keeps the password out of the command line. */
    static final String HEADER_FILE = "clickhouse.header";

    private static final String ORIGIN = "local stack";
    private static final int BYTES = 24;

    private final Path dir;

    private LocalPassword(Path dir) {
        this.dir = dir;
    }

    /** The password of the data directory that these options name. */
    public static LocalPassword of(ResolvedOptions options) {
        return new LocalPassword(LocalStack.dataDir(options));
    }

    /** The options with the password that is there, if they are about the local stack and have none. */
    public ResolvedOptions addTo(ResolvedOptions options) {
        if (isGiven(options) || !Files.exists(file())) {
            return options;
        }
        return options.with(ArrowgateOptions.CLICKHOUSE_PASSWORD, read(), ORIGIN);
    }

    /** The options with the password, which is generated if there is none yet. */
    public ResolvedOptions generateFor(ResolvedOptions options) {
        if (isGiven(options)) {
            return options;
        }
        try {
            Files.createDirectories(dir);
            if (!Files.exists(file())) {
                byte[] random = new byte[BYTES];
                new SecureRandom().nextBytes(random);
                createOnce(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            }
            write(
                    dir.resolve(HEADER_FILE),
                    "X-ClickHouse-User: %s%nX-ClickHouse-Key: %s%n"
                            .formatted(options.get(ArrowgateOptions.CLICKHOUSE_USER), read()));
        } catch (IOException e) {
            throw new LocalStackException("cannot write the password of ClickHouse below " + dir, e);
        }
        return addTo(options);
    }

    /** The file for {@code curl -H @FILE}, if it has the password of these options. */
    public Optional<Path> headerFile(ResolvedOptions options) {
        Path header = dir.resolve(HEADER_FILE);
        boolean generated = Files.exists(header)
                && Files.exists(file())
                && read().equals(options.get(ArrowgateOptions.CLICKHOUSE_PASSWORD));
        return generated ? Optional.of(header) : Optional.empty();
    }

    private static boolean isGiven(ResolvedOptions options) {
        return options.isSet(ArrowgateOptions.CLICKHOUSE_URL) || options.isSet(ArrowgateOptions.CLICKHOUSE_PASSWORD);
    }

    private Path file() {
        return dir.resolve(PASSWORD_FILE);
    }

    private String read() {
        try {
            return Files.readString(file()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the password of the local stack's ClickHouse in " + file(), e);
        }
    }

    /** Several processes may start at a time: the first one's password counts, and nobody sees a half of it. */
    private void createOnce(String password) throws IOException {
        Path whole = ownersFile(password + "\n");
        try {
            Files.createLink(file(), whole);
        } catch (FileAlreadyExistsException e) {
            // Another process was first.
        } finally {
            Files.delete(whole);
        }
    }

    private void write(Path file, String text) throws IOException {
        Files.move(ownersFile(text), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path ownersFile(String text) throws IOException {
        Path file = Files.createTempFile(
                dir,
                ".clickhouse",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
