package io.arrowgate.tools.local;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Claims a data directory for one running stack, and records the addresses of its servers there for other commands.
 *
 * <p>The claim is a file lock, which the operating system releases even if the process is killed.
 */
public final class StackInstance implements AutoCloseable {
    private static final String FILE = "instance.properties";
    private static final String PID = "pid";

    private final FileChannel file;
    private final ResolvedOptions given;

    private StackInstance(FileChannel file, ResolvedOptions given) {
        this.file = file;
        this.given = given;
    }

    /** Claims the data directory of the options; a stack that starts no server needs none. */
    public static StackInstance claim(ResolvedOptions options) throws IOException {
        if (startsNoServer(options)) {
            return new StackInstance(null, options);
        }
        Path dir = Files.createDirectories(LocalStack.dataDir(options));
        FileChannel file = FileChannel.open(
                dir.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            file.close();
            throw alreadyRunning(dir);
        }
        StackInstance instance = new StackInstance(file, options);
        instance.write(Map.of());
        return instance;
    }

    /** Rejects options whose data directory a running stack has claimed. */
    public static void checkFree(ResolvedOptions options) {
        Path file = LocalStack.dataDir(options).resolve(FILE);
        if (startsNoServer(options) || !Files.isWritable(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (lock(channel) == null) {
                throw alreadyRunning(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static boolean startsNoServer(ResolvedOptions options) {
        return options.isSet(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS)
                && options.isSet(ArrowgateOptions.CLICKHOUSE_URL);
    }

    /** Returns null if another channel, of this process or another one, holds the lock. */
    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static InvalidSettingException alreadyRunning(Path dir) {
        return new InvalidSettingException(
                LocalOptions.DATA_DIR.key(),
                "already running from this folder (%s), pid %s; stop it with Ctrl-C or 'kill %2$s', or give each stack a folder and ports of its own with --data-dir and --free-ports"
                        .formatted(dir, read(dir).getOrDefault(PID, "unknown")));
    }

    /** Records the addresses of the started servers. */
    public void record(ResolvedOptions started) throws IOException {
        List<ArrowgateOption<?>> own = Stream.<ArrowgateOption<?>>of(
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, ArrowgateOptions.CLICKHOUSE_URL)
                .filter(option -> !given.isSet(option))
                .toList();
        write(started.texts(own));
    }

    private void write(Map<String, String> addresses) throws IOException {
        if (file == null) {
            return;
        }
        Properties content = new Properties();
        content.putAll(addresses);
        content.setProperty(PID, Long.toString(ProcessHandle.current().pid()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.store(bytes, null);
        file.truncate(0);
        file.write(ByteBuffer.wrap(bytes.toByteArray()), 0);
    }

    /** Returns the addresses of the running stack by option; empty if none runs from the options' data directory. */
    public static Map<String, String> addresses(ResolvedOptions options) {
        Map<String, String> content = read(LocalStack.dataDir(options));
        boolean running = content.containsKey(PID)
                && ProcessHandle.of(Long.parseLong(content.get(PID))).isPresent();
        return running ? content : Map.of();
    }

    private static Map<String, String> read(Path dir) {
        Path file = dir.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Map.of();
        }
        try {
            Properties content = new Properties();
            content.load(new ByteArrayInputStream(Files.readAllBytes(file)));
            return content.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, content::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Removes the addresses and releases the claim. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.truncate(0);
            file.close();
        }
    }
}
