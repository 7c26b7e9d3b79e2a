/**
 * Measures what job, engine and broker use at given rates of events, with the job and the live page as {@code up} runs them. Uses
 * {@code tools.bench.cpu}, {@code tools.bench.run}, {@code tools.load}, {@code tools.local} and {@code tools.live}. Start reading at
 * {@link RateBenchmark}.
 */
package io.arrowgate.tools.bench.rate;
