package io.arrowgate.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds a fenced code block of a page.
 *
 * @param line of the fence, from 1
 * @param language {@code sh} and {@code sql} for blocks that run as they are, {@code console} for commands that need more than the
 *     local stack or more than a minute, {@code text} for output
 */
public record CodeBlock(Path page, int line, String language, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```(\\w+)\n(.*?)^ *```$");

    /** Returns the blocks of a page in order. */
    public static List<CodeBlock> of(Path page) {
        String content = read(page);
        Matcher fenced = FENCED.matcher(content);
        return fenced.results()
                .map(block -> new CodeBlock(
                        page,
                        (int) content.substring(0, block.start()).lines().count() + 1,
                        block.group(2),
                        block.group(3).replaceAll("(?m)^" + block.group(1), "")))
                .toList();
    }

    public boolean isIn(String... languages) {
        return Stream.of(languages).anyMatch(language::equals);
    }

    /** Returns the commands of a shell block. */
    public List<ShellCommand> commands() {
        return ShellCommand.parse(text);
    }

    /** Returns the statements of an SQL block. */
    List<String> statements() {
        return Stream.of(text.replaceAll("(?m)^--.*\n", "").split(";\\s*\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "%s:%d".formatted(page, line);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
