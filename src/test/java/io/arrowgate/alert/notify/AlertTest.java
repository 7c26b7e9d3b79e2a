package io.arrowgate.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AlertTest {
    @Test
    void serializationKeepsEveryAlertUnchanged() throws IOException {
        Alert full = TestAlert.alert("0a", AlertState.FIRING);

        assertThat(roundTrip(full)).isEqualTo(full);
        assertThat(roundTrip(full).series().keySet()).containsExactly("SCP", "CA");
        assertThat(roundTrip(TestAlert.bare())).isEqualTo(TestAlert.bare());
    }

    @Test
    void nonFiniteNumberBecomesNull() {
        assertThat(TestAlert.bare().score()).isNull();
    }

    @Test
    void seriesMapIsCopied() {
        Map<String, String> series = new HashMap<>(Map.of("device", "d1"));
        Alert alert = alert(series, Instant.EPOCH, 0);
        series.put("device", "d2");

        assertThat(alert.series()).containsExactly(Map.entry("device", "d1"));
        assertThatThrownBy(() -> alert.series().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void invalidValueIsRejectedWithFieldName() {
        Map<String, String> withoutValue = new HashMap<>();
        withoutValue.put("device", null);

        assertThatThrownBy(() -> alert(withoutValue, Instant.EPOCH, 0)).hasMessage("series: no value for device");
        assertThatThrownBy(() -> alert(Map.of(), Instant.EPOCH.minusSeconds(1), 0))
                .hasMessageStartingWith("lastTime: 1969-12-31T23:59:59Z is before");
        assertThatThrownBy(() -> alert(Map.of(), Instant.EPOCH, -1)).hasMessage("offset: -1 is negative");
    }

    private static Alert alert(Map<String, String> series, Instant lastTime, long offset) {
        return new TestAlert()
                .series(series)
                .times(Instant.EPOCH, lastTime)
                .position(0, offset)
                .build();
    }

    private static Alert roundTrip(Alert alert) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new AlertSerializer().serialize(alert, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        Alert copy = new AlertSerializer().deserialize(in);
        assertThat(in.available()).isZero();
        return copy;
    }
}
