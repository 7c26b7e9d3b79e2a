package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.TestKafka;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ClickHouseSinkTest {
    @Test
    void sinkTravelsToTheTaskManagersAsItIs() throws Exception {
        ClickHouseSink sink = new ClickHouseSink(
                StreamDefinitions.builtIn("turnstiles"),
                SinkTestBed.settings("http://clickhouse:8123", "db"),
                SinkTestBed.SINK,
                TestKafka.settings("kafka:9092"));
        assertThat(InstantiationUtil.clone(sink)).isEqualTo(sink);
    }
}
