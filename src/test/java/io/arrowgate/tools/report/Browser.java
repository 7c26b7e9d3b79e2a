package io.arrowgate.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Runs a headless Chromium, from npm or from the path; skips the test without one. */
public final class Browser {
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "npmrc", "tab.mjs", "look.mjs", "follow.mjs");
    private static final List<String> ON_PATH = List.of("chromium", "chromium-browser", "google-chrome");

    private final Path dir;

    /** Installs the browser into a folder. */
    public Browser(Path dir) throws IOException, InterruptedException {
        this.dir = Files.createDirectories(dir);
        for (String name : FILES) {
            try (InputStream file = Browser.class.getResourceAsStream("/browser/" + name)) {
                Files.write(dir.resolve(name.equals("npmrc") ? ".npmrc" : name), file.readAllBytes());
            }
        }
        if (!Files.isDirectory(dir.resolve("node_modules"))) {
            run(Map.of(), "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
        }
    }

    /** Returns the contents of a page by view, as {@code look.mjs} reports them; takes screenshots. */
    public JsonNode look(Path page) throws IOException, InterruptedException {
        String[] command = {
            "node", "look.mjs", page.toString(), page.getParent().toString()
        };
        Optional<String> seen = run(Map.of(), command);
        if (seen.isEmpty()) {
            seen = run(other(), command);
        }
        return new ObjectMapper().readTree(seen.orElseThrow(() -> new IOException("see " + dir.resolve("log"))));
    }

    /** Keeps an address open while its contents change; screenshots go into the folder. */
    public OpenPages open(URI address, Path screenshots) throws IOException {
        String[] command = {
            "node",
            "follow.mjs",
            address.toString(),
            screenshots.toString(),
            Long.toString(MachineSpeed.seconds(60).toMillis())
        };
        Path log = dir.resolve("log");
        OpenPages pages = new OpenPages(process(Map.of(), command).start(), log);
        if (!pages.areReady()) {
            pages.close();
            pages = new OpenPages(process(other(), command).start(), log);
        }
        return pages;
    }

    /** Returns settings for an installed browser. */
    private Map<String, String> other() {
        String other = onPath().orElseThrow(() -> new TestAbortedException(
                "no headless browser: npm's Chromium does not run here (%s), and there is no chromium on the path"
                        .formatted(dir.resolve("log"))));
        return Map.of("CHROMIUM", other);
    }

    private static Optional<String> onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> ON_PATH.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** @return what it printed; empty if it failed */
    private Optional<String> run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = dir.resolve("out");
        Process process =
                process(environment, command).redirectOutput(out.toFile()).start();
        boolean ended = process.waitFor(MachineSpeed.seconds(120).toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0 ? Optional.of(Files.readString(out)) : Optional.empty();
    }

    private ProcessBuilder process(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectError(dir.resolve("log").toFile());
        builder.environment().putAll(environment);
        // npm's Chromium is unpacked there, and a different version there would be used.
        builder.environment().put("TMPDIR", dir.toString());
        return builder;
    }
}
