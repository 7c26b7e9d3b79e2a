package io.arrowgate.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {
    @Test
    void metricsAndLabelsAreDistinguishedFromOtherTokens() {
        PromQl query = PromQl.of("""
                (sum by (job_name, stream) (rate(flink_a{job="$job", x=~"a{b}.*"}[$__rate_interval])) or vector(0)) > 1e5
                and on (job_id) flink_b > 300000 unless label_replace(up, "a", "b", "c", "d")""");
        assertThat(query.metrics()).containsExactly("flink_a", "flink_b", "up");
        assertThat(query.labels()).containsExactly("job", "job_id", "job_name", "stream", "x");
    }

    @Test
    void bareNameAndProductAreMetrics() {
        assertThat(PromQl.of("up == 0").metrics()).containsExactly("up");
        assertThat(PromQl.of("60 * rate(a:b{c=\"d\"}[5m]) / max(e)").metrics()).containsExactly("a:b", "e");
    }
}
