package io.arrowgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobCommandLineTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void flagIsAcceptedDottedAndDashed() {
        ResolvedOptions options =
                parse("--kafka-bootstrap-servers", "b:1", "--batch.max-rows=5").orElseThrow();

        assertThat(options.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS)).isEqualTo("b:1");
        assertThat(options.get(ArrowgateOptions.BATCH_MAX_ROWS)).isEqualTo(5);
    }

    @Test
    void kafkaPropertiesAreFlagsWithAPrefix() {
        ResolvedOptions options = parse(
                        "--kafka.properties.security.protocol", "SSL", "--kafka.properties.sasl.jaas.config=a=b")
                .orElseThrow();

        assertThat(options.get(ArrowgateOptions.KAFKA_PROPERTIES))
                .isEqualTo(Map.of("security.protocol", "SSL", "sasl.jaas.config", "a=b"));
    }

    @Test
    void unknownFlagIsRejectedWithSuggestion() {
        assertThatThrownBy(() -> parse("--batch.max-row", "5"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("command line: unknown option '--batch.max-row'; did you mean '--batch.max-rows'?");
    }

    @Test
    void helpShowsEveryOptionWithDefaultAndUnit() {
        assertThat(parse("--help")).isEmpty();

        assertThat(printed.toString())
                .contains("--batch.max-rows, --batch-max-rows")
                .contains("Default: 100000.")
                .contains("whole number of rows")
                .contains("--clickhouse-password");
    }

    private Optional<ResolvedOptions> parse(String... args) {
        return JobCommandLine.parse(args, Map.of(), new PrintWriter(printed, true));
    }
}
