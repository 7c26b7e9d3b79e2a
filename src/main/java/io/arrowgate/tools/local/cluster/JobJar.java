package io.arrowgate.tools.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** Locates the job jar of the build. */
public final class JobJar {
    private static final String PROPERTY = "arrowgate.job.jar";

    private JobJar() {}

    public static Path path() {
        String property = System.getProperty(PROPERTY);
        if (property == null || !Files.isRegularFile(Path.of(property))) {
            throw new IllegalStateException(
                    "%s is '%s', which is not a file: start with ./arrowgate or mvn verify, which build the jar and set the path"
                            .formatted(PROPERTY, property));
        }
        return Path.of(property);
    }
}
