package io.arrowgate.tools.bench.run;

import io.arrowgate.config.ArrowgateOptions;
import java.util.Map;

/** Decides which rounds only warm up the just-in-time compiler. */
public final class WarmUpRounds {
    /**
     * The first rounds use small batches, frequent checkpoints and many alerts. The code that runs once per batch, checkpoint or
     * alert, all of the clients' for one, would otherwise be compiled little by little, also in the rounds that count.
     */
    private static final int SMALL_BATCH_ROUNDS = 7;
    /** Later rounds are a warm-up until the just-in-time compiler takes less than this part of a round's CPU time … */
    private static final double SETTLED = 0.03;
    /** … or until this round: on two busy cores the compiler works for minutes. */
    private static final int MAX_ROUNDS = 10;

    private WarmUpRounds() {}

    public static boolean hasSmallBatches(int round) {
        return round <= SMALL_BATCH_ROUNDS;
    }

    /** Returns the job options that make the batches of a round small; none for a round that may count. */
    public static Map<String, String> options(int round) {
        return hasSmallBatches(round)
                ? Map.of(
                        ArrowgateOptions.BATCH_MAX_ROWS.key(),
                        "8000",
                        ArrowgateOptions.CHECKPOINT_INTERVAL.key(),
                        "500 ms")
                : Map.of();
    }

    /**
     * Returns whether the next round counts.
     *
     * @param round from 1
     * @param compiling the just-in-time compiler's part of the round's CPU time
     */
    public static boolean endsWith(int round, double compiling) {
        return !hasSmallBatches(round) && (compiling < SETTLED || round >= MAX_ROUNDS);
    }
}
