package io.arrowgate.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs commands of {@code ./arrowgate} in this process, because a JVM for each command would take most of the time of a test with
 * many of them. {@code up} runs while others do. The process ends with its standard input.
 *
 * <p>A request is a line with the path of a folder, in which {@code arguments} (each ended by a zero byte) and {@code in} are, and in
 * which {@code out} and {@code err} will be. The response is a line with the exit code. A further line, or the end of the connection,
 * interrupts the command.
 */
public final class CommandServer {
    private CommandServer() {}

    /** Prints the port first. */
    public static void main(String[] args) throws IOException {
        InputStream parent = System.in;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            start("requests", () -> serve(server));
            while (parent.read() >= 0) {
                // The end is the only message.
            }
        }
        System.exit(0);
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start("command", () -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    e.printStackTrace();
                }
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Socket socket) {
        try (socket;
                BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                PrintStream response = new PrintStream(socket.getOutputStream(), true, UTF_8)) {
            Path folder = Path.of(request.readLine());
            Thread command = Thread.currentThread();
            start("end of command", () -> interruptAtEnd(request, command));
            response.println(run(folder));
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    private static void interruptAtEnd(BufferedReader request, Thread command) {
        try {
            request.readLine();
        } catch (IOException e) {
            // The command has ended and closed the connection.
        }
        command.interrupt();
    }

    private static int run(Path folder) throws IOException {
        String arguments = Files.readString(folder.resolve("arguments"));
        try (InputStream in = Files.newInputStream(folder.resolve("in"));
                PrintStream out = new PrintStream(Files.newOutputStream(folder.resolve("out")), false, UTF_8);
                PrintWriter lines = new PrintWriter(out, true, UTF_8);
                PrintWriter errors = new PrintWriter(Files.newBufferedWriter(folder.resolve("err")), true)) {
            System.setIn(in);
            // Commands write binary results past the command line's own writer.
            System.setOut(out);
            return CommandLineRun.execute(lines, errors, arguments.split("\0"));
        }
    }
}
