package io.arrowgate.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.local.SharedStack;
import io.arrowgate.local.fault.FaultProxy;
import io.arrowgate.local.fault.InjectedResponse;
import io.arrowgate.local.fault.InjectedResponses;
import io.arrowgate.local.fault.Interceptor.Interception;
import io.arrowgate.local.fault.Mode;
import io.arrowgate.report.ReportBed;
import io.arrowgate.stream.StreamDefinitions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table behind a gateway that answers in ClickHouse's place. */
class TableResponsesIT {
    static Stream<InjectedResponse> successes() {
        return Stream.of(InjectedResponses.REDIRECTS, InjectedResponses.FOREIGN_SUCCESSES)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("successes")
    void foreignResponseDoesNotMeanThatThereAreNoRows(InjectedResponse response) throws Exception {
        ReportBed bed = new ReportBed("sensors");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), Mode.PASS);
                Table table = new Table(
                        bed.settings().clickHouse().withUrl(proxy.url()),
                        StreamDefinitions.builtIn("sensors"),
                        "topic")) {
            assertThat(table.texts("SELECT 1")).hasSize(1);
            proxy.interceptBy(request -> request.statement().contains("SELECT")
                    ? Optional.of(new Interception(response, false))
                    : Optional.empty());
            assertThatThrownBy(() -> table.texts("SELECT 1")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> table.offsets(new RawChunk(0, 0, 10, List.of()), TableRows::next))
                    .isInstanceOf(Exception.class);
        }
    }
}
