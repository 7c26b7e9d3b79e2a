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
 * Identifies a process of a Linux machine. Another process of that machine can detect that it has ended, and need not wait until its lease
 * expires.
 *
 * @param machine host name, boot id and process id namespace: the scope of {@code pid}
 * @param startTime clock ticks from boot to start, because process ids are reused
 */
public record ProcessIdentity(String machine, long pid, String startTime) {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessIdentity.class);
    private static final Path PROC = Path.of("/proc");
    /** Third field of /proc/PID/stat, counted from behind the process name; see proc(5). */
    private static final int STATE_FIELD = 0;

    /** Twenty-second field of /proc/PID/stat, counted likewise. */
    private static final int START_TIME_FIELD = 19;
    /** Zombie and dead. */
    private static final List<String> ENDED_STATES = List.of("Z", "X");

    /** Returns the identity of this process; empty on a machine without {@code /proc}. */
    static Optional<ProcessIdentity> current() {
        return of(ProcessHandle.current().pid());
    }

    /** Returns the identity of a process of this machine; empty if it has ended, or on a machine without {@code /proc}. */
    static Optional<ProcessIdentity> of(long pid) {
        try {
            return Optional.of(new ProcessIdentity(thisMachine(), pid, stat(pid)[START_TIME_FIELD]));
        } catch (IOException | RuntimeException e) {
            LOG.debug("Process {} cannot be identified", pid, e);
            return Optional.empty();
        }
    }

    /** Returns whether the process has certainly ended. False for null and for a process of another machine. */
    public static boolean isDead(ProcessIdentity process) {
        try {
            // If other users' processes are hidden, so is process 1: then an invisible process may be running.
            return process != null && process.machine.equals(thisMachine()) && stat(1).length > 0 && process.hasEnded();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Cannot determine whether {} is running", process, e);
            return false;
        }
    }

    private boolean hasEnded() throws IOException {
        try {
            String[] stat = stat(pid);
            return ENDED_STATES.contains(stat[STATE_FIELD]) || !stat[START_TIME_FIELD].equals(startTime);
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

    /** Returns the fields after the name, which is in parentheses and may contain spaces. */
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
