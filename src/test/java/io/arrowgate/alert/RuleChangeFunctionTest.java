package io.arrowgate.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.evaluate.TestRules;
import io.arrowgate.batch.MicroBatchOperator;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.AlertRuleJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the decoding of valid and invalid records of the rules topic. */
class RuleChangeFunctionTest {
    private static final String HOT =
            "{\"stream\":\"sensors\",\"kind\":\"threshold\",\"field\":\"cpu_used\",\"comparison\":\">\",\"value\":90}";

    private OneInputStreamOperatorTestHarness<RawRecord, RuleChange> rules;

    @BeforeEach
    void start() throws Exception {
        rules = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RuleChangeFunction(List.of(TestRules.SENSORS, TestRules.TURNSTILES))),
                new RawRecordSerializer());
        rules.setup(Types.POJO(RuleChange.class)
                .createSerializer(rules.getExecutionConfig().getSerializerConfig()));
        rules.open();
    }

    @AfterEach
    void stop() throws Exception {
        rules.close();
    }

    private void send(byte[] key, byte[] value) throws Exception {
        rules.processElement(new StreamRecord<>(
                new RawRecord().set("alert-rules", 0, 42, 1_714_600_000_000L, key, value, new RecordHeaders())));
    }

    private List<DeadLetter> deadLetters() {
        var letters = rules.getSideOutput(MicroBatchOperator.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void ruleRecordBecomesReadableRuleChange() throws Exception {
        send(utf8("hot"), utf8(HOT));

        RuleChange change = rules.extractOutputValues().get(0);
        assertThat(change.name()).isEqualTo("hot");
        assertThat(change.stream()).isEqualTo("sensors");
        assertThat(AlertRuleJson.fromJson(utf8(change.json()), "hot", List.of(TestRules.SENSORS)))
                .isEqualTo(AlertRuleJson.fromJson(utf8(HOT), "hot", List.of(TestRules.SENSORS)));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void nullOrEmptyValueIsRemoval() throws Exception {
        send(utf8("hot"), null);
        send(utf8("cold"), new byte[0]);

        assertThat(rules.extractOutputValues()).containsExactly(RuleChange.removal("hot"), RuleChange.removal("cold"));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void invalidRuleIsDeadLetterWithOriginalBytes() throws Exception {
        byte[] bad = utf8(HOT.replace("cpu_used", "cpu_usage"));

        send(utf8("hot"), bad);

        assertThat(rules.extractOutputValues()).isEmpty();
        DeadLetter letter = deadLetters().get(0);
        assertThat(letter.reason()).isEqualTo(DeadLetterReason.BAD_RULE);
        assertThat(letter.stream()).isEqualTo(RuleChangeFunction.STREAM);
        assertThat(letter.message()).contains("hot", "field", "cpu_usage", "cpu_used");
        assertThat(letter.record().key()).isEqualTo(utf8("hot"));
        assertThat(letter.record().value()).isEqualTo(bad);
        assertThat(letter.record().offset()).isEqualTo(42);
    }

    @Test
    void invalidJsonIsDeadLetter() throws Exception {
        send(utf8("hot"), new byte[] {(byte) 0xff, 0, '{'});

        assertThat(deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.BAD_RULE);
    }

    @Test
    void ruleWithoutKeyIsDeadLetter() throws Exception {
        send(null, utf8(HOT));
        send(new byte[0], utf8(HOT));

        assertThat(rules.extractOutputValues()).isEmpty();
        assertThat(deadLetters()).hasSize(2).allSatisfy(letter -> assertThat(letter.message())
                .contains("key", "rule's name"));
    }

    @Test
    void validRuleAfterInvalidOneIsAccepted() throws Exception {
        send(utf8("hot"), utf8("{}"));
        send(utf8("hot"), utf8(HOT));

        assertThat(rules.extractOutputValues()).hasSize(1);
    }
}
