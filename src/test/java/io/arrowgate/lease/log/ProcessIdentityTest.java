package io.arrowgate.lease.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessIdentityTest {
    @Test
    void processIsDeadOnceItWasKilled() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
        assertThat(ProcessIdentity.isDead(identity)).isFalse();

        process.destroyForcibly().waitFor();

        assertThat(ProcessIdentity.isDead(identity)).isTrue();
    }

    @Test
    void anotherProcessWithTheSameIdIsAnotherOne() {
        ProcessIdentity current = ProcessIdentity.current().orElseThrow();

        assertThat(ProcessIdentity.isDead(current)).isFalse();
        assertThat(ProcessIdentity.isDead(new ProcessIdentity(current.machine(), current.pid(), "1")))
                .isTrue();
    }

    @Test
    void processOfAnotherMachineMayLive() {
        ProcessIdentity current = ProcessIdentity.current().orElseThrow();

        assertThat(ProcessIdentity.isDead(new ProcessIdentity("elsewhere", current.pid(), "1")))
                .isFalse();
        assertThat(ProcessIdentity.isDead(null)).isFalse();
    }
}
