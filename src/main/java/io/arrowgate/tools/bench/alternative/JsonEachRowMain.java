package io.arrowgate.tools.bench.alternative;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Passes events on as JSON, one run after the other, as the parent process asks; the commands are those of the job's process. */
public final class JsonEachRowMain {
    private JsonEachRowMain() {}

    /** Serves the commands on standard input. */
    public static void main(String[] args) throws Exception {
        PrintStream replies = System.out;
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonEachRowConsumer consumer = null;
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("STOP")) {
                consumer.close();
                replies.println("MEASURED 0 0");
            } else {
                consumer = JsonEachRowConsumer.start(AlternativeOptions.of(read(Path.of(command))));
                replies.println("SUBMITTED");
            }
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> options = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> options.put(key, properties.getProperty(key)));
        return options;
    }
}
