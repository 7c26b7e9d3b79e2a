package io.arrowgate.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists the documentation: the Markdown files of the root folder and of docs. */
public final class MarkdownPages {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("docs");

    private MarkdownPages() {}

    public static List<Path> all() {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(DOCS)) {
            return Stream.concat(root, docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists the pages for users: those of the root folder except the README are for developers. */
    static List<Path> forUsers() {
        return all().stream()
                .filter(page -> page.equals(README) || page.startsWith(DOCS))
                .toList();
    }
}
