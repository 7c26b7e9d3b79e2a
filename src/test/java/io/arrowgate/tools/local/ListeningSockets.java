package io.arrowgate.tools.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the listening sockets of processes from Linux's {@code /proc}. */
public final class ListeningSockets {
    private static final Path PROC = Path.of("/proc");
    /** State of a socket in {@code /proc/net/tcp}: the kernel's TCP_LISTEN. */
    private static final String LISTEN = "0A";

    private static final String SOCKET = "socket:[";
    /** The loopback addresses in the kernel's format: 32-bit words in native byte order. */
    private static final List<String> LOOPBACK =
            List.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private ListeningSockets() {}

    /** Returns whether this system has the files. */
    public static boolean areKnown() {
        return Files.isReadable(PROC.resolve("net/tcp"));
    }

    /** Returns this process and all of its descendants. */
    public static List<Long> family() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Returns the ports of these processes that other machines can reach. */
    public static List<Integer> openToOthers(List<Long> processes) throws IOException {
        return of(processes).stream()
                .filter(address -> !LOOPBACK.contains(address.substring(0, address.indexOf(':'))))
                .map(address -> Integer.parseInt(address, address.indexOf(':') + 1, address.length(), 16))
                .toList();
    }

    /** Returns the listening sockets of these processes as hexadecimal address:port. */
    public static List<String> of(List<Long> processes) throws IOException {
        Set<String> inodes = new HashSet<>();
        for (long process : processes) {
            addSockets(process, inodes);
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            if (!Files.exists(PROC.resolve(table))) {
                continue;
            }
            for (String line : Files.readAllLines(PROC.resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(LISTEN) && inodes.contains(fields[9])) {
                    addresses.add(fields[1]);
                }
            }
        }
        return addresses;
    }

    private static void addSockets(long pid, Set<String> inodes) throws IOException {
        List<Path> descriptors;
        try (Stream<Path> files = Files.list(PROC.resolve(pid + "/fd"))) {
            descriptors = files.toList();
        } catch (NoSuchFileException e) {
            return; // It has ended.
        }
        for (Path descriptor : descriptors) {
            addSocket(descriptor, inodes);
        }
    }

    private static void addSocket(Path descriptor, Set<String> inodes) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith(SOCKET)) {
                inodes.add(target.substring(SOCKET.length(), target.length() - 1));
            }
        } catch (NoSuchFileException e) {
            // It was closed in the meantime.
        }
    }
}
