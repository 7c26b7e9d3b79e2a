package io.arrowgate.tools.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that temporary files of a process are in one folder and removed with it. */
class TempDirectoriesTest {
    @TempDir
    Path parent;

    private Path folderOf(String process) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(process).resolve("minicluster_1"));
        Files.writeString(folder.resolve("flink-rpc.jar"), "21 MB");
        return parent.resolve(process);
    }

    @Test
    void onlyFoldersOfEndedProcessesAreRemoved() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path dead = folderOf(Long.toString(ended.pid()));
        Process running = new ProcessBuilder("sleep", "60").start();
        try {
            Path live = folderOf(Long.toString(running.pid()));
            Path other = folderOf("checkpoints");

            Path own = TempDirectories.create(parent);

            assertThat(own)
                    .isDirectory()
                    .hasFileName(Long.toString(ProcessHandle.current().pid()));
            assertThat(dead).doesNotExist();
            assertThat(live.resolve("minicluster_1/flink-rpc.jar")).exists();
            assertThat(other).isDirectory();
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void childrenUseTheFolderOfTheirParent() {
        List<String> command = ChildProcess.command(new ChildProcess.Spec(
                "a child", Object.class, List.of(), List.of(), Map.of(), parent.resolve("log"), Duration.ofSeconds(1)));
        String folder =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();
        assertThat(command).contains("-Djava.io.tmpdir=" + folder, "-Djna.tmpdir=" + folder);
    }
}
