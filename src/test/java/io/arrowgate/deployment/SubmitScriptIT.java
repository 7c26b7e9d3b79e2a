package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the arguments that the compose file's submit.sh passes to Flink's command line, which a printing script replaces. */
class SubmitScriptIT {
    @TempDir
    Path dir;

    @BeforeEach
    void noJobRuns() throws Exception {
        flinkLists("No running jobs.");
    }

    @Test
    void firstSubmissionStartsWithoutState() throws Exception {
        assertThat(submit("--job.name=arrowgate", "--parallelism=2"))
                .isEqualTo(
                        "run -m jobmanager:8081 -d /opt/flink/usrlib/arrowgate.jar --job.name=arrowgate --parallelism=2\n");
    }

    @Test
    void laterSubmissionResumesFromTheNewestState() throws Exception {
        completed("checkpoints/a1/chk-9", "2026-01-01T00:00:00Z");
        Path newest = completed("checkpoints/b2/chk-3", "2026-01-01T00:00:02Z");
        completed("savepoints/savepoint-a1", "2026-01-01T00:00:01Z");
        Files.createDirectories(dir.resolve("checkpoints/b2/chk-4")); // not complete

        assertThat(submit("--job.name=arrowgate"))
                .contains("-s file://" + newest + " /opt/flink/usrlib/arrowgate.jar --job.name=arrowgate\n");
    }

    @Test
    void runningJobIsNotSubmittedAgain() throws Exception {
        flinkLists("22.11.2026 23:00:00 : 4fd4a2484fd4b4e179d92c978a28c4bb : arrowgate (RESTARTING)");

        assertThat(submit("--job.name=arrowgate")).isEqualTo("The job arrowgate is already running.\n");
        assertThat(submit("--job.name=arrow")).startsWith("run ");
    }

    private Path completed(String checkpoint, String at) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(checkpoint));
        Path metadata = Files.createFile(folder.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.from(Instant.parse(at)));
        return folder;
    }

    private void flinkLists(String answer) throws IOException {
        Path flink = dir.resolve("flink");
        Files.writeString(flink, "#!/bin/sh\n[ \"$1\" = list ] && echo '%s' || echo \"$@\"\n".formatted(answer));
        Files.setPosixFilePermissions(flink, PosixFilePermissions.fromString("rwx------"));
    }

    private String submit(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "flink-conf/submit.sh";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", dir + ":" + System.getenv("PATH"));
        builder.environment().put("FLINK_STATE", dir.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
