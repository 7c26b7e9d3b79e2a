/**
 * Runs the job while faults are injected and checks that no row is missing or duplicated. Uses {@code common},
 * {@code config}, {@code stream}, {@code tools.chaos.check}, {@code tools.chaos.fault}, {@code tools.chaos.inject},
 * {@code tools.chaos.stack}, {@code tools.load}, {@code tools.local} and {@code tools.verify}. Start reading at
 * {@link ChaosRunner}.
 */
package io.arrowgate.tools.chaos;
