package io.arrowgate.tools.local.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Selects the libraries of a Flink distribution's lib folder from this JVM's class path. A job brings the others in its jar.
 */
public final class FlinkClassPath {
    /** The connector is not part of a distribution, and test artifacts do not belong on a cluster. */
    private static final Pattern NOT_IN_DISTRIBUTION =
            Pattern.compile("flink-connector-kafka-.*|flink-test-.*|flink-.*-tests\\.jar");

    /** The bundled libraries are those that the notice of flink-dist lists. */
    private static final Pattern IN_DISTRIBUTION = Pattern.compile("("
            + String.join(
                    "|",
                    "flink-[a-z].*",
                    "slf4j-api",
                    "log4j-(api|core|slf4j-impl)",
                    "kryo",
                    "minlog",
                    "objenesis",
                    "reflectasm",
                    "asm",
                    "javassist",
                    "commons-(cli|collections|compress|io|lang3|math3|text)",
                    "snakeyaml-engine",
                    "frocksdbjni",
                    "snappy-java",
                    "lz4-java",
                    "jsr305")
            + ")-[0-9].*\\.jar");

    private FlinkClassPath() {}

    /** Returns the class path of a JobManager or TaskManager, without the job. */
    public static String ofThisJvm() {
        return String.join(File.pathSeparator, of(System.getProperty("java.class.path")));
    }

    static List<String> of(String classPath) {
        return Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> isInDistribution(Path.of(entry).getFileName().toString()))
                .toList();
    }

    private static boolean isInDistribution(String fileName) {
        return IN_DISTRIBUTION.matcher(fileName).matches()
                && !NOT_IN_DISTRIBUTION.matcher(fileName).matches();
    }
}
