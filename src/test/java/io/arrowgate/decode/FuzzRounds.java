package io.arrowgate.decode;

import java.util.concurrent.TimeUnit;

/**
 * Runs a fuzz test's rounds: a fixed number of seeds, or, for a campaign, as many as {@code arrowgate.fuzz.seconds} have
 * room for, from {@code arrowgate.fuzz.seed} on.
 */
public final class FuzzRounds {
    private static final long FIRST_SEED = Long.getLong("arrowgate.fuzz.seed", 7);
    private static final long CAMPAIGN_SECONDS = Long.getLong("arrowgate.fuzz.seconds", 0);

    private FuzzRounds() {}

    /** Runs one round; all random values derive from the seed. */
    public interface Round {
        void run(long seed) throws Exception;
    }

    public static void run(int rounds, Round round) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAMPAIGN_SECONDS);
        for (long done = 0; done < rounds || System.nanoTime() < deadline; done++) {
            long seed = FIRST_SEED + done;
            try {
                round.run(seed);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("failed with -Darrowgate.fuzz.seed=" + seed, e);
            }
        }
    }
}
