/**
 * Lists and changes the alert rules of a running job through its rules topic. Uses the job packages, {@code tools.deadletter},
 * {@code tools.load}, {@code tools.report} and {@code tools.verify.topic}. Start reading at {@link EffectiveRules}.
 */
package io.arrowgate.tools.rule;
