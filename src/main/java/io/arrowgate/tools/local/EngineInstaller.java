package io.arrowgate.tools.local;

import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
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
    private static final long POLL_MILLIS = 200;
    private static final long BYTES_PER_MEGABYTE = 1_000_000;
    /** Of the package for Linux; those for other platforms are smaller. */
    private static final long UNPACKED_MEGABYTES = 570;

    private EngineInstaller() {}

    /**
     * Returns the engine's shared library in {@code dir}, and downloads it first if it is missing.
     *
     * @param progress receives lines about the download
     * @throws LocalStackException if npm is missing or fails, or the engine does not support this platform
     */
    static Path install(Path dir, Consumer<String> progress) {
        return install(dir, "npm", progress);
    }

    // Synchronized because a JVM cannot wait for a file lock that it holds itself.
    @SuppressWarnings("try") // the lock is only held
    static synchronized Path install(Path dir, String npm, Consumer<String> progress) {
        try {
            if (isInstalled(dir)) {
                return library(dir); // Perhaps another user's, in which no lock can be taken.
            }
            Files.createDirectories(dir);
            try (FileChannel channel = FileChannel.open(
                            dir.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return installLocked(dir, npm, progress);
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

    private static Path installLocked(Path dir, String npm, Consumer<String> progress) throws IOException {
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
        runNpm(dir, npm, progress);
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

    private static void runNpm(Path dir, String command, Consumer<String> progress) throws IOException {
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
            if (!await(npm, dir.resolve("node_modules"), progress)) {
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

    /** Waits for the end of npm, which unpacks while it downloads; returns false if it takes too long. */
    private static boolean await(Process npm, Path unpacked, Consumer<String> lines)
            throws InterruptedException, IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(INSTALL_LIMIT_MINUTES);
        try (ProgressDisplay progress = new ProgressDisplay("engine", "MB unpacked", UNPACKED_MEGABYTES, lines)) {
            while (!npm.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                if (progress.isDue()) {
                    long megabytes = size(unpacked) / BYTES_PER_MEGABYTE;
                    progress.update(megabytes, megabytes);
                }
            }
        }
        return true;
    }

    /** Returns the size of the files in a folder; npm may move them meanwhile. */
    private static long size(Path folder) throws IOException {
        LongAdder bytes = new LongAdder();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.add(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.sum();
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
