package io.arrowgate.tools.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.report.ReportTestBed;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.InjectedResponses;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.ResponseInterceptor.Interception;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries a table through a gateway that responds instead of ClickHouse. */
class VerifiedTableResponsesIT {
    static Stream<InjectedResponse> successes() {
        return Stream.of(InjectedResponses.REDIRECTS, InjectedResponses.FOREIGN_SUCCESSES)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("successes")
    void foreignResponseDoesNotMeanThatThereAreNoRows(InjectedResponse response) throws Exception {
        ReportTestBed bed = new ReportTestBed("sensors");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                VerifiedTable verifiedTable = new VerifiedTable(
                        bed.settings().clickHouse().withUrl(proxy.url()),
                        StreamDefinitions.builtIn("sensors"),
                        "topic")) {
            assertThat(verifiedTable.texts("SELECT 1")).hasSize(1);
            proxy.setInterceptor(request -> request.statement().contains("SELECT")
                    ? Optional.of(new Interception(response, false))
                    : Optional.empty());
            assertThatThrownBy(() -> verifiedTable.texts("SELECT 1")).isInstanceOf(Exception.class);
            assertThatThrownBy(() ->
                            verifiedTable.identities(new RawRecordChunk(0, 0, 10, List.of()), RowBinaryReader::next))
                    .isInstanceOf(Exception.class);
        }
    }
}
