package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.InjectedResponses;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.ResponseInterceptor;
import io.arrowgate.tools.local.fault.ResponseInterceptor.Interception;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs refreshes and migrations behind a gateway that responds instead of ClickHouse. */
class RefreshAcknowledgementIT {
    private static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");

    private static ReportTestBed bed;

    /** Distinguishes the rows of a test, because all tests use the same tables. */
    private final String device = SharedStack.uniqueName("device");

    private FaultProxy proxy;
    private ClickHouseSettings settings;

    @BeforeAll
    static void createTables() throws Exception {
        bed = new ReportTestBed("sensors");
    }

    @BeforeEach
    void readingBehindGateway() throws Exception {
        bed.row("'%s', '2024-03-01 12:00:00', 1".formatted(device), "'2024-03-01 12:00:01'");
        bed.insert("sensors", "device, ts, cpu_used");
        proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
        settings = bed.settings().clickHouse().withUrl(proxy.url());
    }

    @AfterEach
    void closeGateway() throws Exception {
        proxy.close();
    }

    static Stream<InjectedResponse> responses() {
        return Stream.of(
                        InjectedResponses.REDIRECTS,
                        InjectedResponses.FOREIGN_SUCCESSES,
                        InjectedResponses.CLIENT_ERRORS,
                        InjectedResponses.SERVER_ERRORS)
                .flatMap(List::stream);
    }

    /** Responds to every statement that contains a text, without forwarding it to the server. */
    private static ResponseInterceptor instead(String of, InjectedResponse response) {
        return request ->
                request.statement().contains(of) ? Optional.of(new Interception(response, false)) : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void foreignResponseToARefreshDoesNotCountItsRowsAsProcessed(InjectedResponse response) throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings)) {
            proxy.setInterceptor(instead("`sensors_1m` (", response));
            assertThatThrownBy(() -> refresh.refresh(SENSORS, (table, portion, portions, rows) -> {}))
                    .isInstanceOf(SQLException.class);
            proxy.setInterceptor(ResponseInterceptor.NONE);
            refresh.refresh(SENSORS, (table, portion, portions, rows) -> {});
        }
        assertThat(bed.query("SELECT count() FROM {db}.sensors_1m FINAL WHERE device = '%s'".formatted(device)))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("responses")
    void foreignResponseToAMigrationDoesNotCountItAsApplied(InjectedResponse response) throws Exception {
        bed.query("TRUNCATE TABLE {db}." + ViewMigrations.TABLE);
        bed.query("DROP VIEW {db}.freshness");
        try (ViewMigrations viewMigrations = new ViewMigrations(settings, "alerts")) {
            proxy.setInterceptor(instead(".freshness AS", response));
            assertThatThrownBy(() -> viewMigrations.apply(List.of(SENSORS))).isInstanceOf(SQLException.class);
            proxy.setInterceptor(ResponseInterceptor.NONE);
            viewMigrations.apply(List.of(SENSORS));
        }
        assertThat(bed.query("SELECT count() FROM {db}.freshness")).isEqualTo("1");
    }
}
