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
 * Manages the password of the local stack's ClickHouse. It is generated once for each data directory, in files that only their
 * owner can read.
 *
 * <p>The stack and the commands that use it read it from there, unless the user gives a password or a server.
 */
public final class LocalPassword {
    /** File that contains only the password. */
    static final String PASSWORD_FILE = "clickhouse.password";
    /** File with request headers for {@code curl -H @FILE}, which keeps the password out of the command line. */
    static final String HEADER_FILE = "clickhouse.header";

    private static final String ORIGIN = "local stack";
    private static final int BYTES = 24;

    private final Path dir;

    private LocalPassword(Path dir) {
        this.dir = dir;
    }

    /** Returns the password of the options' data directory. */
    public static LocalPassword of(ResolvedOptions options) {
        return new LocalPassword(LocalStack.dataDir(options));
    }

    /** Adds the existing password to options that use the local stack and have none. */
    public ResolvedOptions addTo(ResolvedOptions options) {
        if (isGiven(options) || !Files.exists(file())) {
            return options;
        }
        return options.with(ArrowgateOptions.CLICKHOUSE_PASSWORD, read(), ORIGIN);
    }

    /** Adds the password to the options, and generates it first if it does not exist. */
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

    /** Returns the file for {@code curl -H @FILE}, if it contains the password of these options. */
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

    /** Writes the password atomically. If several processes start at once, the first one's password is used. */
    private void createOnce(String password) throws IOException {
        Path whole = ownersFile(password + "\n");
        try {
            Files.createLink(file(), whole);
        } catch (FileAlreadyExistsException e) {
            // Another process has created it.
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
