package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manages folders of temporary files, one for each process, named by its id.
 *
 * <p>Libraries unpack native code, and Flink its RPC system, into {@code java.io.tmpdir}, and leave the files there when their
 * process is killed. The launcher gives each command its own folder; the next command removes those of ended processes.
 */
public final class TempDirectories {
    /** The folder in which the launcher creates the folders; unset without the launcher. */
    private static final String PROPERTY = "arrowgate.tmp";

    private static final Logger LOG = LoggerFactory.getLogger(TempDirectories.class);

    private TempDirectories() {}

    /** Removes the folders of ended processes. */
    public static void removeLeftovers() {
        String parent = System.getProperty(PROPERTY);
        if (parent != null) {
            removeLeftovers(Path.of(parent));
        }
    }

    /** Removes the folder that the launcher gave this process. */
    public static void removeOwn() {
        String parent = System.getProperty(PROPERTY);
        if (parent != null) {
            remove(Path.of(parent).resolve(Long.toString(ProcessHandle.current().pid())));
        }
    }

    /** Creates a folder for this process, and removes those of ended processes. */
    public static Path create(Path parent) throws IOException {
        Path own = Files.createDirectories(
                parent.resolve(Long.toString(ProcessHandle.current().pid())));
        removeLeftovers(parent);
        return own;
    }

    static void removeLeftovers(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            folders.filter(TempDirectories::isOfDeadProcess).forEach(TempDirectories::remove);
        } catch (IOException e) {
            LOG.debug("cannot list {}", parent, e);
        }
    }

    private static boolean isOfDeadProcess(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }

    private static void remove(Path folder) {
        try {
            FileUtils.deleteDirectory(folder.toFile());
        } catch (IOException e) {
            LOG.debug("cannot remove {}", folder, e);
        }
    }

    /** Returns the JVM flags with which a child process uses this process's folder. */
    static List<String> jvmFlags() {
        return jvmFlags(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    public static List<String> jvmFlags(Path folder) {
        return List.of("-Djava.io.tmpdir=" + folder, "-Djna.tmpdir=" + folder);
    }
}
