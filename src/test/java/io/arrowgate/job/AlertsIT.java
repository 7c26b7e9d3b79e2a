package io.arrowgate.job;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Tests the alerts of the whole job on a real broker and the real engine. */
class AlertsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "ready";
    /** Enough that each subtask has one. */
    private static final int READY_SERIES = 16;

    private static final Instant START = Instant.parse("2024-05-01T12:00:00Z");
    private static final DateTimeFormatter AUDIT_TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy,HH:mm:ss");

    @Test
    void everyKindFiresAndResolvesOnTheTopicAndInTheTable() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles").with("alerts.enabled", "true")) {
            rules(
                    bed,
                    "hot",
                    "{'stream':'sensors','kind':'threshold','field':'cpu_used','comparison':'>','value':90,'series':{'device':'hot'}}",
                    "jump",
                    "{'stream':'sensors','kind':'change','field':'cpu_used','direction':'rise','by':50,'within':'1 min','series':{'device':'jump'}}",
                    "silent",
                    "{'stream':'sensors','kind':'absent','for':'2 s','series':{'device':'silent'}}",
                    "odd",
                    "{'stream':'sensors','kind':'anomaly','field':'memory_used','series':{'device':'odd'}}",
                    "register",
                    "{'stream':'turnstiles','kind':'counter','field':'ENTRIES','on':['reset'],'series':{'SCP':'reset'}}",
                    "crowd",
                    "{'stream':'turnstiles','kind':'crowding','field':'EXITS','series':{'STATION':'Crowded*'}}");
            try (LocalJob job = bed.start()) {
                awaitRules(bed);
                send(bed, "sensors", List.of(reading("silent", 0, 10)));
                awaitStates(bed, "silent", "firing");
                send(bed, "sensors", List.of(reading("silent", 60, 10)));

                send(bed, "sensors", series("hot", "cpu_used", 20, 95, 96, 20));
                send(bed, "sensors", series("jump", "cpu_used", 20, 75, 20));
                double[] memory = new double[400];
                Arrays.setAll(memory, i -> i == 300 ? 95 : 40 + i % 2);
                send(bed, "sensors", series("odd", "memory_used", memory));
                send(bed, "turnstiles", audits("reset", "Quiet", 900_000, 0, 900_100, 0, 10, 0, 60, 0));
                send(bed, "turnstiles", crowdedAudits());

                awaitStates(bed, "silent", 2, "firing", "resolved");
                for (String rule : List.of("hot", "jump", "odd", "register", "crowd")) {
                    awaitStates(bed, rule, "firing", "resolved");
                }
                assertThat(JobFailures.of(job)).isEmpty();
            }
            assertThat(bed.query("SELECT rule, groupArray(state), uniqExact(id) FROM"
                                    + " (SELECT * FROM {db}.alerts FINAL WHERE rule IN"
                                    + " ('hot', 'jump', 'odd', 'register', 'crowd') ORDER BY rule, state)"
                                    + " GROUP BY rule ORDER BY rule")
                            .lines())
                    .containsExactly(
                            "crowd\t['firing','resolved']\t1",
                            "hot\t['firing','resolved']\t1",
                            "jump\t['firing','resolved']\t1",
                            "odd\t['firing','resolved']\t1",
                            "register\t['firing','resolved']\t1");
            // The device has become absent a second time since.
            assertThat(bed.query("SELECT countIf(state = 'resolved') FROM {db}.alerts FINAL WHERE rule = 'silent'"))
                    .isEqualTo("1");
            // From the alert back to the row of the reading that fired it.
            assertThat(bed.query(
                            "SELECT s.device, s.cpu_used, a.value FROM {db}.alerts AS a FINAL JOIN {db}.sensors AS s"
                                    + " ON s._topic_id = a._topic_id AND s._partition = a._partition AND s._offset = a._offset"
                                    + " WHERE a.rule = 'hot' AND a.state = 'firing'"))
                    .isEqualTo("hot\t95\t95");
        }
    }

    @Test
    void alertThatFiresBeforeAStopResolvesAfterTheRestartWithoutDuplicates() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("alerts.enabled", "true")) {
            rules(bed, "hot", "{'kind':'threshold','field':'cpu_used','comparison':'>','value':90}");
            try (LocalJob job = bed.start()) {
                awaitRules(bed);
                send(bed, "sensors", series("a", "cpu_used", 20, 95));
                awaitStates(bed, "hot", "firing");
                // Possibly not in a checkpoint yet: it is evaluated again after the restart.
                send(bed, "sensors", series("b", "cpu_used", 20, 95));
                await("the alert of b")
                        .untilAsserted(() -> assertThat(alerts(bed, "hot")).hasSize(2));
                assertCommandReportsWhatTheJobDoes(bed);
                job.cancel();
            }
            try (LocalJob job = bed.start()) {
                send(bed, "sensors", List.of(reading("a", 3_600, 20), reading("b", 3_600, 20)));
                await("two that are resolved").untilAsserted(() -> assertThat(bed.query(
                                "SELECT countIf(state = 'resolved') FROM {db}.alerts FINAL WHERE rule = 'hot'"))
                        .isEqualTo("2"));
                assertThat(JobFailures.of(job)).isEmpty();
            }
            assertThat(bed.query("SELECT series['device'], count(), uniqExact(id) FROM {db}.alerts FINAL"
                                    + " WHERE rule = 'hot' GROUP BY 1 ORDER BY 1")
                            .lines())
                    .containsExactly("a\t2\t1", "b\t2\t1");
            assertThat(alerts(bed, "hot"))
                    .extracting(alert -> alert.get("id").asText())
                    .doesNotContainNull();
            assertThat(alerts(bed, "hot").stream()
                            .map(alert -> alert.get("id").asText())
                            .distinct())
                    .hasSize(2);
        }
    }

    /** Applies a rule, and one of a stream that only the command knows. */
    private static void assertCommandReportsWhatTheJobDoes(JobTestBed bed) throws Exception {
        CommandLineRun accepted =
                applyRule(bed, "sensors", "{stream: sensors, name: later, kind: absent, for: 30 min}");
        CommandLineRun rejected =
                applyRule(bed, "sensors,turnstiles", "{stream: turnstiles, name: other, kind: absent, for: 30 min}");

        assertThat(accepted.exitCode()).as(accepted.error()).isZero();
        assertThat(accepted.out()).contains("job " + bed.name + " has accepted the change");
        assertThat(rejected.exitCode()).as(rejected.out()).isEqualTo(1);
        assertThat(rejected.error())
                .contains("job " + bed.name + " rejected a rule: stream: 'turnstiles' is not a stream of this job");
    }

    private static CommandLineRun applyRule(JobTestBed bed, String streams, String rule) throws Exception {
        Path file = Files.writeString(SharedStack.freshDir("rules").resolve("rule.yaml"), rule);
        return CommandLineRun.of(
                "alerts",
                "rules",
                "apply",
                "--file=" + file,
                "--job.name=" + bed.name,
                "--streams=" + streams,
                "--kafka-bootstrap-servers=" + SharedStack.bootstrapServers(),
                "--kafka.dead-letters-topic=" + bed.deadLetters,
                "--alerts.rules-topic=" + bed.rulesTopic());
    }

    /** Sends all readings of a series to one partition. */
    private static void send(JobTestBed bed, String stream, List<String> values) throws Exception {
        bed.topics.send(bed.topic(stream), 0, values);
    }

    /**
     * A rule applies to later readings, and two topics have no common order. Therefore this waits for alerts of the rules that
     * {@link #rules} sends last: then every subtask has all earlier rules.
     */
    private static void awaitRules(JobTestBed bed) throws Exception {
        int[] sent = {0};
        for (String rule : readyRules(bed)) {
            await("rule " + rule).until(() -> {
                sendReady(bed, rule, ++sent[0]);
                return alerts(bed, rule).stream()
                                .map(alert -> alert.get("series").toString())
                                .distinct()
                                .count()
                        == READY_SERIES;
            });
        }
    }

    private static void sendReady(JobTestBed bed, String rule, int minute) {
        String stream = rule.substring(READY.length());
        List<String> readings = IntStream.range(0, READY_SERIES)
                .mapToObj(i -> stream.equals("sensors")
                        ? reading(READY + i, 60 * minute, 1)
                        : audit(
                                READY + i,
                                READY,
                                LocalDateTime.parse("2024-01-01T04:00:00").plusMinutes(minute),
                                1,
                                0))
                .toList();
        try {
            send(bed, stream, readings);
        } catch (Exception e) {
            throw new AssertionError("cannot send", e);
        }
    }

    private static List<String> readyRules(JobTestBed bed) {
        return bed.settings().streams().stream().map(READY::concat).toList();
    }

    private static String readyRule(String rule) {
        String stream = rule.substring(READY.length());
        return stream.equals("sensors")
                ? "{'stream':'sensors','kind':'threshold','field':'cpu_used','comparison':'>','value':0,'series':{'device':'ready*'}}"
                : "{'stream':'turnstiles','kind':'threshold','field':'ENTRIES','comparison':'>','value':0,'series':{'SCP':'ready*'}}";
    }

    private static void rules(JobTestBed bed, String... namesAndRules) throws Exception {
        bed.topics.create(bed.rulesTopic(), 1, Map.of("cleanup.policy", "compact"));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < namesAndRules.length; i += 2) {
            records.add(record(bed, namesAndRules[i], namesAndRules[i + 1]));
        }
        for (String rule : readyRules(bed)) {
            records.add(record(bed, rule, readyRule(rule)));
        }
        bed.topics.send(records);
    }

    private static ProducerRecord<byte[], byte[]> record(JobTestBed bed, String name, String rule) {
        return new ProducerRecord<>(bed.rulesTopic(), utf8(name), utf8(rule.replace('\'', '"')));
    }

    private static void awaitStates(JobTestBed bed, String rule, String... states) throws InterruptedException {
        awaitStates(bed, rule, Integer.MAX_VALUE, states);
    }

    /** Waits until the first alerts of a rule are these. */
    private static void awaitStates(JobTestBed bed, String rule, int first, String... states) {
        await("alert %s to be %s".formatted(rule, Arrays.toString(states)))
                .untilAsserted(() -> assertThat(alerts(bed, rule).stream()
                                .limit(first)
                                .map(alert -> alert.get("state").asText())
                                .toList())
                        .isEqualTo(List.of(states)));
    }

    private static List<JsonNode> alerts(JobTestBed bed, String rule) {
        return bed.read(bed.alertsTopic()).stream()
                .map(record -> parsed(record.value()))
                .filter(alert -> alert.get("rule").asText().equals(rule))
                .toList();
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends readings one minute apart. */
    private static List<String> series(String device, String field, double... values) {
        List<String> readings = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            readings.add(reading(device, field, 60 * i, values[i]));
        }
        return readings;
    }

    private static String reading(String device, int seconds, double cpuUsed) {
        return reading(device, "cpu_used", seconds, cpuUsed);
    }

    private static String reading(String device, String field, int seconds, double value) {
        return "{\"device\":\"%s\",\"ts\":\"%s\",\"%s\":%s}"
                .formatted(device, START.plusSeconds(seconds), field, value);
    }

    /** Pairs of entries and exits, four hours apart. */
    private static List<String> audits(String turnstile, String station, long... registers) {
        List<String> audits = new ArrayList<>();
        LocalDateTime time = LocalDateTime.parse("2024-01-01T04:00:00");
        for (int i = 0; i < registers.length; i += 2) {
            audits.add(audit(turnstile, station, time.plusHours(2L * i), registers[i], registers[i + 1]));
        }
        return audits;
    }

    /** The same three hours of three weeks; in the third one the first hour counts ten times as much. */
    private static List<String> crowdedAudits() {
        List<String> audits = new ArrayList<>();
        LocalDateTime monday = LocalDateTime.parse("2024-01-01T08:00:00");
        long exits = 0;
        for (int week = 0; week < 3; week++) {
            for (int half = 0; half < 6; half++) {
                exits += week == 2 && half == 1 ? 1_500 : 150;
                audits.add(audit("crowd", "Crowded Sq", monday.plusWeeks(week).plusMinutes(30L * half), 0, exits));
            }
        }
        return audits;
    }

    private static String audit(String turnstile, String station, LocalDateTime time, long entries, long exits) {
        return String.format(
                Locale.ROOT,
                "A001,R001,%s,%s,NQR,BMT,%s,REGULAR,%d,%d",
                turnstile,
                station,
                AUDIT_TIME.format(time),
                entries,
                exits);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
