package io.arrowgate.tools.bench.cpu;

import java.util.regex.Pattern;

/** Groups the threads of a job's process by what they do. */
public enum CpuGroup {
    /** Tasks: decode, batch, encode, write to the topic, evaluate rules. */
    TASK("task", "Source: |batch |watch |write |limit |refresh "),
    /** Threads that poll Kafka. */
    FETCHER("fetcher", "Source Data Fet"),
    /** Network threads of Kafka producers. */
    PRODUCER("producer", "kafka-producer-"),
    /** Writers and committers of tables, and the client's threads. */
    INSERT("insert", "insert into |HttpClient-"),
    /** Threads that write and complete checkpoints. */
    CHECKPOINT("checkpoint", "AsyncOperations|jobmanager-io-t|Checkpoint "),
    /** The just-in-time compiler. */
    COMPILER("compiler", "C[12] Compiler"),
    /** The garbage collector. */
    GC("GC", "GC Thread|G1 "),
    /** Everything else, such as RPC, timers and metrics. */
    OTHER("other", "");

    private final String label;
    private final Pattern names;

    /** @param names regular expression of the beginnings of the threads' names */
    CpuGroup(String label, String names) {
        this.label = label;
        this.names = Pattern.compile(names);
    }

    public String label() {
        return label;
    }

    /** Returns the group of a thread by its name, which the kernel truncates to 15 characters. */
    static CpuGroup ofThread(String name) {
        for (CpuGroup group : values()) {
            if (group.names.matcher(name).lookingAt()) {
                return group;
            }
        }
        return OTHER;
    }
}
