package io.arrowgate.tools.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** The job jar that the build has made. */
public final class JobJar {
    private static final String PROPERTY = "arrowgate.job.jar";

    private JobJar() {}

    public static Path path() {
        String property = System.getProperty(PROPERTY);
        if (property == null || !Files.isRegularFile(Path.of(property))) {
            throw new IllegalStateException(
                    "%s is '%s', which is no file: ./arrowgate makes the jar and says where it is, and so does mvn verify"
                            .formatted(PROPERTY, property));
        }
        return Path.of(property);
    }
}
