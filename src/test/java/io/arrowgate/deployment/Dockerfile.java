package io.arrowgate.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses a Dockerfile for the tests: which images it is built on, and what it copies from its folder. */
final class Dockerfile {
    private final Path context;
    private final List<String> instructions;

    /**
     * One COPY instruction.
     *
     * @param owner of the copies; null for root
     * @param stage from which it copies; null for the build context
     * @param sources with wildcards
     */
    record Copy(String owner, String stage, List<String> sources, String target) {}

    Dockerfile(Path context) {
        this.context = context;
        try {
            this.instructions = Files.readString(context.resolve("Dockerfile"))
                    .replaceAll("(?m)^#.*\n", "")
                    .replaceAll("\\\\\n\\s*", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> instructions() {
        return instructions;
    }

    /** Returns the image of each stage, in order. */
    List<String> images() {
        return instructions.stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    List<Copy> copies() {
        return instructions.stream()
                .filter(line -> line.startsWith("COPY "))
                .map(Dockerfile::copy)
                .toList();
    }

    private static Copy copy(String line) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        words.remove(0);
        String owner = flag(words, "--chown=").orElse(null);
        String stage = flag(words, "--from=").orElse(null);
        String target = words.remove(words.size() - 1);
        return new Copy(owner, stage, words, target);
    }

    private static Optional<String> flag(List<String> words, String name) {
        Optional<String> flag =
                words.stream().filter(word -> word.startsWith(name)).findFirst();
        flag.ifPresent(words::remove);
        return flag.map(word -> word.substring(name.length()));
    }

    /** Returns the files and folders of the build context that an instruction copies. */
    List<Path> files(Copy copy) {
        return copy.sources().stream().flatMap(this::matches).toList();
    }

    private Stream<Path> matches(String pattern) {
        Path path = context.resolve(pattern).normalize();
        if (!pattern.contains("*")) {
            return Files.exists(path) ? Stream.of(path) : Stream.empty();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream();
    }

    /** Returns whether the image has a copy of the file in the folder. */
    boolean copies(Path file, String folder) {
        return copies().stream()
                .filter(copy -> copy.stage() == null && copy.target().equals(folder + "/"))
                .anyMatch(copy -> files(copy).contains(file.normalize()));
    }
}
