package io.arrowgate.tools.local.fault;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Gives a random response to one in N requests; the server still executes half of these. */
public final class RandomResponseInterceptor implements ResponseInterceptor {
    private final Random random;
    private final int oneIn;
    private final List<InjectedResponse> responses;

    public RandomResponseInterceptor(long seed, int oneIn, List<InjectedResponse> responses) {
        if (oneIn < 1 || responses.isEmpty()) {
            throw new IllegalArgumentException(
                    "oneIn: '%d' is too small, or responses: '%s' is empty".formatted(oneIn, responses));
        }
        random = new Random(seed);
        this.oneIn = oneIn;
        this.responses = List.copyOf(responses);
    }

    @Override
    public synchronized Optional<Interception> intercept(ProxiedRequest request) {
        if (random.nextInt(oneIn) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Interception(responses.get(random.nextInt(responses.size())), random.nextBoolean()));
    }
}
