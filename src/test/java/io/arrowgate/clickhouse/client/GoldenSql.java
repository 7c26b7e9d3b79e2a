package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares rendered SQL with the expected text in {@code src/test/resources/expected-sql}, which has a file for each template.
 *
 * <p>{@code mvn test -Dtest='*SqlTest' -Dgolden.update} writes the files instead; review their diff.
 */
public final class GoldenSql {
    /** The directory of the expected texts. */
    static final Path DIRECTORY = Path.of("src/test/resources/expected-sql");

    private static final String UPDATE = "golden.update";

    private GoldenSql() {}

    /**
     * Asserts that the SQL equals the file {@code <name>.sql}.
     *
     * @param name the template's
     */
    public static void assertRenders(String name, String sql) throws IOException {
        Path file = DIRECTORY.resolve(name + ".sql");
        if (System.getProperty(UPDATE) != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, sql + "\n", UTF_8);
            return;
        }
        assertThat(file).as("run with -D%s to write it", UPDATE).exists();
        assertThat(sql + "\n")
                .as("%s; run with -D%s if the change is intended", file, UPDATE)
                .isEqualTo(Files.readString(file, UTF_8));
    }
}
