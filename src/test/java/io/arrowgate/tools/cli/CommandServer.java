package io.arrowgate.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs commands of {@code ./arrowgate} one after another in this process, because a JVM for each command would take most of the
 * time of a test with many of them. The process ends with its standard input.
 *
 * <p>A request is a line with the path of a folder, in which {@code arguments} (each ended by a zero byte) and {@code in} are, and in
 * which {@code out} and {@code err} will be. The response is a line with the exit code.
 */
public final class CommandServer {
    private CommandServer() {}

    /** Prints the port first. */
    public static void main(String[] args) throws IOException {
        InputStream parent = System.in;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            Thread requests = new Thread(() -> serve(server), "requests");
            requests.setDaemon(true);
            requests.start();
            while (parent.read() >= 0) {
                // The end is the only message.
            }
        }
        System.exit(0);
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                    PrintStream response = new PrintStream(socket.getOutputStream(), true, UTF_8)) {
                response.println(run(Path.of(request.readLine())));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    e.printStackTrace();
                }
            }
        }
    }

    private static int run(Path folder) throws IOException {
        String arguments = Files.readString(folder.resolve("arguments"));
        try (InputStream in = Files.newInputStream(folder.resolve("in"));
                PrintStream out = new PrintStream(Files.newOutputStream(folder.resolve("out")), false, UTF_8)) {
            System.setIn(in);
            // Commands write binary results past the command line's own writer.
            System.setOut(out);
            CommandLineRun run = CommandLineRun.of(arguments.split("\0"));
            out.print(run.out());
            Files.writeString(folder.resolve("err"), run.error());
            return run.exitCode();
        }
    }
}
