package io.arrowgate;

import java.nio.file.Files;
import java.nio.file.Path;

/** The job jar that the build has just made. */
final class JobJar {
    private JobJar() {}

    static Path path() {
        String property = System.getProperty("arrowgate.job.jar");
        if (property == null || !Files.isRegularFile(Path.of(property))) {
            throw new IllegalStateException(
                    "arrowgate.job.jar is '%s': run these tests with mvn verify, which makes the jar first"
                            .formatted(property));
        }
        return Path.of(property);
    }
}
