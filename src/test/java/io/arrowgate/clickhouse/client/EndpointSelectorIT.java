package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxyMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Clients of several servers, of which some do not answer. */
class EndpointSelectorIT {
    @Test
    void statementsGoToAServerThatAnswersAndToAnotherOneAfterAFailure() throws Exception {
        try (FaultProxy first = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.REFUSE);
                FaultProxy second = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                ClickHouseJdbcSession queries =
                        new ClickHouseJdbcSession(SinkTestBed.settings(first.url() + "," + second.url(), "default"))) {
            assertThat(queries.number("SELECT 1")).isEqualTo(1);
            // When
            first.setMode(ProxyMode.PASS);
            second.close();
            assertThatThrownBy(() -> queries.number("SELECT 1")).isInstanceOf(SQLException.class);
            // Then
            assertThat(queries.number("SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void serverWhosePingIsNotClickHousesIsNotUsed() throws Exception {
        HttpServer foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] page = "<html>Welcome</html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        foreign.start();
        String urls = "http://127.0.0.1:%d,%s".formatted(foreign.getAddress().getPort(), SharedStack.clickHouseUrl());
        try {
            assertThat(EndpointSelector.reachable(SinkTestBed.settings(urls, "default"))
                            .url())
                    .isEqualTo(SharedStack.clickHouseUrl());
        } finally {
            foreign.stop(0);
        }
    }
}
