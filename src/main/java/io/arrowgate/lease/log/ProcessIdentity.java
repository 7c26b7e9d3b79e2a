package io.arrowgate.lease.log;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies a process of a Linux machine, so that another process of that machine can see that it is gone and need not wait for
 * its lease to expire.
 *
 * @param machine host name, boot id and process id namespace: where {@code pid} means the same process
 * @param startTime clock ticks from boot to start, because process ids are used again
 */
public record ProcessIdentity(String machine, long pid, String startTime) {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessIdentity.class);
    private static final Path PROC = Path.of("/proc");
    /** In /proc/PID/stat behind the process's name, see proc(5): the third and the twenty-second field. */
    private static final int STATE_FIELD = 0;

    private static final int START_TIME_FIELD = 19;
    /** A zombie, or dead. */
    private static final List<String> GONE = List.of("Z", "X");

    /** This process; empty on a machine that is not described in {@code /proc}. */
    static Optional<ProcessIdentity> current() {
        return of(ProcessHandle.current().pid());
    }

    /** A process of this machine; empty if it is gone already, or if the machine is not described in {@code /proc}. */
    static Optional<ProcessIdentity> of(long pid) {
        try {
            return Optional.of(new ProcessIdentity(thisMachine(), pid, stat(pid)[START_TIME_FIELD]));
        } catch (IOException | RuntimeException e) {
            LOG.debug("Process {} cannot be identified", pid, e);
            return Optional.empty();
        }
    }

    /** Whether the process is certainly gone. One of another machine may live, and one that is null, too. */
    public static boolean isDead(ProcessIdentity process) {
        try {
            // If the processes of other users are hidden, those that cannot be seen may live.
            return process != null && process.machine.equals(thisMachine()) && stat(1).length > 0 && process.isGone();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Whether {} lives cannot be known", process, e);
            return false;
        }
    }

    private boolean isGone() throws IOException {
        try {
            String[] stat = stat(pid);
            return GONE.contains(stat[STATE_FIELD]) || !stat[START_TIME_FIELD].equals(startTime);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static String thisMachine() throws IOException {
        return "%s %s %s"
                .formatted(
                        hostName(),
                        Files.readString(PROC.resolve("sys/kernel/random/boot_id"))
                                .strip(),
                        Files.readSymbolicLink(PROC.resolve("self/ns/pid")));
    }

    /** The fields behind the name, which is in parentheses and may hold spaces. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
