package io.arrowgate.tools.local;

import io.arrowgate.tools.local.process.LocalStackException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the ClickHouse engine once per folder through npm. A lock file of this project pins version and checksum.
 *
 * <p>A file lock prevents concurrent installations. A marker file with the content of npm's lock file is written last and
 * distinguishes a complete installation from an interrupted or older one.
 */
final class EngineInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(EngineInstaller.class);
    private static final String LOCK_FILE = "package-lock.json";
    private static final String MARKER = "installed";
    /** Files by resource. The resource name has no leading dot, because packaging often omits dot files. */
    private static final Map<String, String> FILES =
            Map.of("package.json", "package.json", LOCK_FILE, LOCK_FILE, "npmrc", ".npmrc");

    private static final String TWO_WAYS_OUT =
            ": install Node.js with npm, or use a ClickHouse server of your own with --clickhouse-url";
    private static final long INSTALL_LIMIT_MINUTES = 30;

    private EngineInstaller() {}

    /**
     * Returns the engine's shared library in {@code dir}, and downloads it first if it is missing.
     *
     * @throws LocalStackException if npm is missing or fails, or the engine does not support this platform
     */
    static Path install(Path dir) {
        return install(dir, "npm");
    }

    // Synchronized because a JVM cannot wait for a file lock that it holds itself.
    @SuppressWarnings("try") // the lock is only held
    static synchronized Path install(Path dir, String npm) {
        try {
            if (isInstalled(dir)) {
                return library(dir); // Perhaps another user's, in which no lock can be taken.
            }
            Files.createDirectories(dir);
            try (FileChannel channel = FileChannel.open(
                            dir.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return installLocked(dir, npm);
            }
        } catch (IOException e) {
            throw new LocalStackException("cannot install the ClickHouse engine into " + dir + ": " + e, e);
        }
    }

    /** Returns whether {@code dir} contains a complete engine of the right version. */
    static boolean isInstalled(Path dir) {
        try {
            Path marker = dir.resolve(MARKER);
            return Files.exists(marker) && Arrays.equals(Files.readAllBytes(marker), resource(LOCK_FILE));
        } catch (IOException e) {
            throw new LocalStackException("cannot read the ClickHouse engine's folder " + dir + ": " + e, e);
        }
    }

    /**
     * Checks that npm is there.
     *
     * @param path directories of programs, separated by colons
     */
    static void checkNpm(String path) {
        boolean found = Stream.of(path.split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "npm")));
        if (!found) {
            throw new LocalStackException(
                    "npm, which downloads the ClickHouse engine (once), is not there" + TWO_WAYS_OUT);
        }
    }

    private static Path installLocked(Path dir, String npm) throws IOException {
        if (isInstalled(dir)) {
            return library(dir);
        }
        Path marker = dir.resolve(MARKER);
        byte[] wanted = resource(LOCK_FILE);
        Files.deleteIfExists(marker);
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.write(dir.resolve(file.getValue()), resource(file.getKey()));
        }
        LOG.info("fetching the ClickHouse engine (about 180 MB, once) into {}", dir);
        runNpm(dir, npm);
        Path library = library(dir);
        Path unfinished = dir.resolve("installed.part");
        Files.write(unfinished, wanted);
        Files.move(unfinished, marker, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return library;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = EngineInstaller.class.getResourceAsStream("/local/engine/" + name)) {
            if (in == null) {
                throw new IOException("resource local/engine/" + name + " is missing");
            }
            return in.readAllBytes();
        }
    }

    private static void runNpm(Path dir, String command) throws IOException {
        Path log = dir.resolve("npm.log");
        Process npm;
        try {
            npm = new ProcessBuilder(command, "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new LocalStackException("npm, which fetches the ClickHouse engine, cannot be run" + TWO_WAYS_OUT, e);
        }
        try {
            if (!npm.waitFor(INSTALL_LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new LocalStackException(
                        "npm ci took more than " + INSTALL_LIMIT_MINUTES + " minutes; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while npm fetched the ClickHouse engine", e);
        } finally {
            npm.destroyForcibly();
        }
        if (npm.exitValue() != 0) {
            throw new LocalStackException("npm could not fetch the ClickHouse engine (see " + log + ")" + TWO_WAYS_OUT);
        }
    }

    private static Path library(Path dir) throws IOException {
        Path packages = dir.resolve("node_modules/@chdb");
        if (Files.isDirectory(packages)) {
            try (Stream<Path> platforms = Files.list(packages)) {
                return platforms
                        .flatMap(platform ->
                                List.of("libchdb.so", "libchdb.dylib").stream().map(platform::resolve))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(EngineInstaller::noEngine);
            }
        }
        throw noEngine();
    }

    private static LocalStackException noEngine() {
        return new LocalStackException("there is no ClickHouse engine package for " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ": use a ClickHouse server of your own with --clickhouse-url");
    }
}
