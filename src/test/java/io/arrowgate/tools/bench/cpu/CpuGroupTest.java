package io.arrowgate.tools.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuGroupTest {
    /** Names of threads of a running job, as the kernel shows them. */
    @ParameterizedTest
    @CsvSource({
        "Source: read se, TASK",
        "watch sensors (, TASK",
        "limit alerts ->, TASK",
        "write dead lett, TASK",
        "Source Data Fet, FETCHER",
        "kafka-producer-, PRODUCER",
        "insert into sen, INSERT",
        "HttpClient-7-Wo, INSERT",
        "AsyncOperations, CHECKPOINT",
        "jobmanager-io-t, CHECKPOINT",
        "C2 CompilerThre, COMPILER",
        "C1 CompilerThre, COMPILER",
        "GC Thread#0, GC",
        "G1 Conc#0, GC",
        "flink-pekko.act, OTHER",
        "System Time Tri, OTHER",
        "OutputFlusher f, OTHER"
    })
    void groupIsThatOfTheTruncatedName(String thread, CpuGroup group) {
        assertThat(CpuGroup.ofThread(thread)).isEqualTo(group);
    }
}
