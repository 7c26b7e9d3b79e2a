package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.cluster.FlinkRestClient;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Searches logs, pages and process listings for the secrets of a {@link SecureTestBed}. */
final class SecretSearch {
    private SecretSearch() {}

    /** Pages of the web UI. */
    static List<String> pages(LocalJob job) throws Exception {
        FlinkRestClient rest = new FlinkRestClient(URI.create(job.uiUrl()));
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
                id + "/checkpoints/config")) {
            pages.add(path + ": " + rest.get(path));
        }
        return pages;
    }

    /** Logs of the broker and engine processes. */
    static List<String> logs() throws Exception {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                Path.of("target/local-stack"), 2, (path, is) -> path.toString().endsWith(".log"))) {
            for (Path file : files.toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(texts).hasSizeGreaterThanOrEqualTo(2);
        return texts;
    }

    static void assertNone(List<String> texts) {
        for (String secret : SecureTestBed.secrets()) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }
}
