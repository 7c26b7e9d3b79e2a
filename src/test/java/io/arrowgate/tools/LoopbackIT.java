package io.arrowgate.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.local.ListeningSockets;
import io.arrowgate.tools.local.cluster.LocalJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Checks that broker, engine and job of the local stack listen on the loopback interface only. */
@Isolated("other classes' jobs are in this JVM, too")
class LoopbackIT {
    @Test
    void localStackListensOnTheLoopbackInterfaceOnly() throws Exception {
        assumeTrue(ListeningSockets.areKnown(), "only Linux tells what a process listens on");
        try (JobTestBed bed = new JobTestBed("sensors");
                LocalJob job = bed.start()) {
            assertThat(job.hasEnded()).isFalse();
            assertThat(ListeningSockets.of(ListeningSockets.family())).hasSizeGreaterThan(3);
            assertThat(ListeningSockets.openToOthers(ListeningSockets.family())).isEmpty();
        }
    }
}
