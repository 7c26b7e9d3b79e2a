package io.arrowgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.FlinkRest;
import io.arrowgate.local.LocalJob;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for the secrets of a {@link SecureBed} wherever people may look. */
final class SecretSearch {
    private SecretSearch() {}

    /** What the web UI is made of. */
    static List<String> pages(LocalJob job) throws Exception {
        FlinkRest rest = new FlinkRest(URI.create(job.uiUrl()));
        String id = "/jobs/" + job.client().getJobID();
        List<String> pages = new ArrayList<>();
        for (String path : List.of(
                "/jobmanager/config",
                "/jobmanager/environment",
                "/taskmanagers",
                id,
                id + "/config",
                id + "/plan",
                id + "/exceptions?maxExceptions=100",
                id + "/accumulators?includeSerializedValue=true",
                id + "/checkpoints",
                id + "/checkpoints/config",
                id + "/jobmanager/config")) {
            pages.add(path + ": " + rest.get(path));
        }
        return pages;
    }

    /** Of this JVM, in which the job ran, and of the broker and the engine beside it. */
    static List<String> logs() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of(System.getProperty("arrowgate.logs", ".arrowgate/logs"), "target/local-stack")) {
            try (Stream<Path> all =
                    Files.find(Path.of(folder), 3, (path, is) -> path.toString().endsWith(".log"))) {
                all.forEach(files::add);
            }
        }
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        assertThat(texts).as(files.toString()).anyMatch(text -> text.contains("ssl.truststore.password = [hidden]"));
        return texts;
    }

    static void assertNone(List<String> texts) {
        for (String secret : SecureBed.secrets()) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }
}
