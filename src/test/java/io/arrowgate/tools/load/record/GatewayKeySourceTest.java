package io.arrowgate.tools.load.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayKeySourceTest {
    @Test
    void allRecordsOfADeviceHaveTheSameGateway() throws Exception {
        int[] current = {0};
        RecordSource devices = () -> {
            byte[] device = "device-%d".formatted(current[0]++ % 50).getBytes(UTF_8);
            return new KeyedRecord(device, device);
        };
        Map<String, Set<String>> gatewaysByDevice = new HashMap<>();
        Set<String> gateways = new HashSet<>();
        try (GatewayKeySource source = new GatewayKeySource(devices, 4)) {
            for (int i = 0; i < 200; i++) {
                KeyedRecord record = source.next();
                String gateway = new String(record.key(), UTF_8);
                gateways.add(gateway);
                gatewaysByDevice
                        .computeIfAbsent(new String(record.value(), UTF_8), device -> new HashSet<>())
                        .add(gateway);
            }
        }
        assertThat(gatewaysByDevice).hasSize(50).allSatisfy((device, of) -> assertThat(of)
                .hasSize(1));
        assertThat(gateways).containsExactlyInAnyOrder("gateway-00", "gateway-01", "gateway-02", "gateway-03");
    }

    @Test
    void endOfTheSourceIsTheEnd() throws Exception {
        assertThat(new GatewayKeySource(() -> null, 4).next()).isNull();
    }
}
