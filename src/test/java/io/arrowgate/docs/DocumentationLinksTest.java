package io.arrowgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that relative links of Markdown pages lead to files, and their fragments to headings. */
class DocumentationLinksTest {
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static List<Path> pages() {
        return MarkdownPages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkHasATarget(Path page) {
        Path folder = page.toAbsolutePath().getParent();
        List<String> links =
                LINK.matcher(text(page)).results().map(link -> link.group(1)).toList();

        assertThat(links).filteredOn(link -> !link.contains("://")).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : folder.resolve(parts[0]);
            assertThat(target).exists();
            if (parts.length == 2) {
                assertThat(fragments(target)).contains(parts[1]);
            }
        });
    }

    /** Returns the fragments that GitHub generates for a page's headings. */
    private static Set<String> fragments(Path page) {
        return HEADING.matcher(text(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String text(Path page) {
        try {
            return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
