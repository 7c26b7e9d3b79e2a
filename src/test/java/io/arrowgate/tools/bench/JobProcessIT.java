package io.arrowgate.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.local.process.ScaledTimeout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ScaledTimeout(seconds = 60)
class JobProcessIT {
    @TempDir
    private Path dir;

    /** Represents a job of another build, which fails if it can load a class of this one. */
    public static final class OtherJob {
        private OtherJob() {}

        public static void main(String[] args) throws Exception {
            try {
                Class.forName("io.arrowgate.ArrowgateJob");
                throw new IllegalStateException("this build is on the class path of the other");
            } catch (ClassNotFoundException e) {
                // Expected.
            }
            List<String> options = List.of(args);
            if (options.contains("--job.name=broken")) {
                throw new IllegalStateException("the job cannot start");
            }
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
            environment.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
            environment.execute();
        }
    }

    @Test
    void jobOfAJarRunsAgainInTheSameProcess() throws Exception {
        Path jar = jar(OtherJob.class);
        try (JobProcess process = JobProcess.start(jar, 1, dir.resolve("process"))) {
            for (int run = 1; run <= 2; run++) {
                process.submit(Map.of("job.name", "run-" + run, "clickhouse.password", "one\ntwo"));

                JobProcess.CpuTime time = process.stop();

                assertThat(time.nanos()).isPositive();
            }
            assertThatThrownBy(() -> process.submit(Map.of("job.name", "broken")))
                    .hasMessageContaining("ended")
                    .hasMessageContaining("the job cannot start");
        }
        try (var files = Files.list(dir.resolve("process"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("files of options, which hold passwords")
                    .noneMatch(name -> name.startsWith("options"));
        }
    }

    @Test
    void jarWithoutMainClassIsRejected() throws Exception {
        Path jar = jar(null);

        assertThatThrownBy(() -> JobProcess.start(jar, 1, dir.resolve("process")))
                .hasMessageContaining(jar.toString())
                .hasMessageContaining("Main-Class");
    }

    private Path jar(Class<?> mainClass) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (mainClass != null) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass.getName());
        }
        Path jar = dir.resolve("other.jar");
        String entry = OtherJob.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream content = OtherJob.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            content.transferTo(out);
        }
        return jar;
    }
}
