package io.arrowgate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void endsOnceTheCompilerHasSettled() {
        assertThat(WarmUp.endsWith(8, 0.029)).isTrue();
        assertThat(WarmUp.endsWith(8, 0.031)).isFalse();
    }

    @Test
    void smallBatchesNeverEndIt() {
        assertThat(WarmUp.options(7)).containsEntry("batch.max-rows", "8000");
        assertThat(WarmUp.endsWith(7, 0)).isFalse();
        assertThat(WarmUp.options(8)).isEmpty();
    }

    @Test
    void endsAfterTenRoundsAtTheLatest() {
        assertThat(WarmUp.endsWith(10, 0.5)).isTrue();
    }
}
