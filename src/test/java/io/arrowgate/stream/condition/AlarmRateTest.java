package io.arrowgate.stream.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmRateTest {
    @ParameterizedTest
    @CsvSource({"3 per hour, PT20M", "1 per day, PT24H", "2 per week, PT84H", "1 per month, PT720H"})
    void rateIsANumberPerUnit(String text, Duration each) {
        AlarmRate rate = AlarmRate.of(text);

        assertThat(1 / rate.perMicro())
                .isCloseTo((double) TimeUnit.MILLISECONDS.toMicros(each.toMillis()), within(1.0));
        assertThat(rate.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "about":"0 per week"                      | about: '0 per week' is not 1 or more alarms; give for example "1 per week"
            "about":"1 per fortnight"                 | about: 'fortnight' is not a unit; give hour, day, week or month
            "about":"weekly"                          | about: 'weekly' is not a number of alarms per time; give for example "1 per week"
            "about":3                                 | about: '3' is not a number of alarms per time; give for example "1 per week"
            "about":"1 per week", "threshold":0.7     | about: '1 per week' is given together with threshold; give one of them
            """, quoteCharacter = '`')
    void invalidRateIsRejectedWithARemedy(String keys, String message) {
        String json = "{\"kind\":\"anomaly\",\"field\":\"cpu_used\",%s}".formatted(keys);

        assertThatThrownBy(() -> AlertRuleJson.fromJson(
                        json.getBytes(StandardCharsets.UTF_8), "odd", List.of(StreamDefinitions.builtIn("sensors"))))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void ruleWithoutARateIsWrittenAsByEarlierVersions() {
        String json = "{\"kind\":\"anomaly\",\"field\":\"cpu_used\",\"threshold\":0.7}";
        byte[] written = AlertRuleJson.toJson(AlertRuleJson.fromJson(
                json.getBytes(StandardCharsets.UTF_8), "odd", List.of(StreamDefinitions.builtIn("sensors"))));

        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("about");
    }
}
