package io.arrowgate.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpRoundsTest {
    @Test
    void endsOnceTheCompilerHasSettled() {
        assertThat(WarmUpRounds.endsWith(8, 0.029)).isTrue();
        assertThat(WarmUpRounds.endsWith(8, 0.031)).isFalse();
    }

    @Test
    void smallBatchesNeverEndIt() {
        assertThat(WarmUpRounds.options(7)).containsEntry("batch.max-rows", "8000");
        assertThat(WarmUpRounds.endsWith(7, 0)).isFalse();
        assertThat(WarmUpRounds.options(8)).isEmpty();
    }

    @Test
    void endsAfterTenRoundsAtTheLatest() {
        assertThat(WarmUpRounds.endsWith(10, 0.5)).isTrue();
    }
}
