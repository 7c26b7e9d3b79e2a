package io.arrowgate.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the lines that replace a bar where standard error is not a terminal. */
class ProgressDisplayTest {
    private final List<String> lines = new ArrayList<>();
    private long nanos;

    private ProgressDisplay display(long total) {
        return new ProgressDisplay("sensors", "records", total, lines::add, false, () -> nanos);
    }

    private void pass(int seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void lineHasAmountShareAndRemainingTime() {
        ProgressDisplay display = display(4_000);
        pass(50);

        display.update(1_000, 1_000);

        assertThat(lines).containsExactly("sensors: 1,000 records, 25 %, about 2 min 30 s left");
    }

    @Test
    void lineWithoutATotalHasTheAmount() {
        ProgressDisplay display = display(-1);
        pass(50);

        display.update(1_000, 1_000);

        assertThat(lines).containsExactly("sensors: 1,000 records");
    }

    @Test
    void remainingTimeIsUnknownBeforeTheFirstRecord() {
        ProgressDisplay display = display(4_000);
        pass(10);

        display.update(0, 0);

        assertThat(lines).containsExactly("sensors: 0 records, 0 %");
    }

    @Test
    void lastLineHasNoRemainingTime() {
        ProgressDisplay display = display(4_000);
        pass(50);

        display.update(4_000, 4_000);

        assertThat(lines).containsExactly("sensors: 4,000 records, 100 %");
    }

    @Test
    void lineIsDueEveryTenSeconds() {
        ProgressDisplay display = display(4_000);
        pass(9);
        assertThat(display.isDue()).isFalse();
        pass(1);
        assertThat(display.isDue()).isTrue();

        display.update(1, 1);

        assertThat(display.isDue()).isFalse();
    }
}
