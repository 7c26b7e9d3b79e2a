package io.arrowgate.tools.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what happens to the state that a job was restored from. */
class RetainedStateFinderTest {
    @TempDir
    private Path dir;

    private Path state(String name) throws IOException {
        Path state = Files.createDirectories(dir.resolve(name));
        Files.createFile(state.resolve("_metadata"));
        return state;
    }

    @Test
    void savepointIsNotClaimedAndIsDeletedOnceSuperseded() throws Exception {
        Path savepoint = state("savepoint-ae6f8a-1ca391aa2288");

        assertThat(RetainedStateFinder.claimMode(savepoint)).isEqualTo(RecoveryClaimMode.NO_CLAIM);
        RetainedStateFinder.deleteSuperseded(savepoint);

        assertThat(savepoint).doesNotExist();
    }

    @Test
    void checkpointIsClaimedAndLeftToFlink() throws Exception {
        Path checkpoint = state("chk-17");

        assertThat(RetainedStateFinder.claimMode(checkpoint)).isEqualTo(RecoveryClaimMode.CLAIM);
        RetainedStateFinder.deleteSuperseded(checkpoint);

        assertThat(checkpoint).isDirectoryContaining("glob:**_metadata");
    }
}
