package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends the sample files of the example streams, as docs/bring-your-own-data.md does, and compares the tables. */
class SampleFilesIT {
    private static JobTestBed bed;
    private static LocalJob job;

    @BeforeAll
    static void sendSamples() throws Exception {
        bed = new JobTestBed("air_quality", "lorawan", "smart_plugs", "telegraf", "vehicles");
        job = bed.start();
        produce("air_quality", "air_quality.csv", 72);
        produce("telegraf", "telegraf.lp", 10, "--rows-per-record=9");
        produce("lorawan", "lorawan.jsonl", 36);
        produce("smart_plugs", "smart_plugs.jsonl", 60, "--key-field=topic");
        produce("vehicles", "vehicles.jsonl", 20);
        bed.awaitRows("air_quality", 72);
        bed.awaitRows("lorawan", 36);
        bed.awaitRows("smart_plugs", 60);
        bed.awaitRows("vehicles", 85);
        bed.awaitRows("telegraf", 90);
    }

    @AfterAll
    static void stopJob() throws Exception {
        assertThat(bed.read(bed.deadLetters)).isEmpty();
        assertThat(JobFailures.of(job)).isEmpty();
        job.close();
        bed.close();
    }

    @Test
    void airQualityHasDecimalCommasJoinedTimesAndNulls() {
        assertThat(bed.query("SELECT station, count(), min(measured_at), max(measured_at), countIf(pm10 IS NULL),"
                        + " round(sum(pm10), 1), round(sum(pm2_5), 1), countIf(no2 IS NULL), round(sum(no2), 1),"
                        + " countIf(temperature IS NULL), round(sum(temperature), 1), groupArray(remark)"
                        + " FROM {db}.air_quality GROUP BY station ORDER BY station"))
                .isEqualTo("""
                        AT-01\t24\t2024-05-12 22:00:00.000000\t2024-05-13 21:00:00.000000\t2\t417.1\t258.7\t0\t598.8\t0\t353.7\t['Filter gewechselt; Pumpe neu']
                        AT-02\t24\t2024-05-12 22:00:00.000000\t2024-05-13 21:00:00.000000\t0\t694.2\t430.3\t2\t751.1\t0\t328.9\t[]
                        AT-03\t24\t2024-05-12 22:00:00.000000\t2024-05-13 21:00:00.000000\t0\t699.1\t433.7\t0\t1063\t1\t286.5\t[]""");
    }

    @Test
    void eachPointOfTelegrafBatchIsRow() {
        assertThat(
                        bed.query(
                                "SELECT host, measurement, count(), round(max(usage_user), 2), max(used), max(path),"
                                        + " round(max(used_percent), 3), min(time), max(time)"
                                        + " FROM {db}.telegraf WHERE host != 'edge-1' GROUP BY host, measurement ORDER BY host, measurement"))
                .isEqualTo("""
                        edge-2\tcpu\t10\t92.9\t\\N\t\\N\t\\N\t2024-05-13 06:00:00.000000\t2024-05-13 06:01:30.000000
                        edge-2\tdisk\t10\t\\N\t11009000001\t/\t42.09\t2024-05-13 06:00:00.000000\t2024-05-13 06:01:30.000000
                        edge-2\tmem\t10\t\\N\t1607467827\t\\N\t40.187\t2024-05-13 06:00:00.000000\t2024-05-13 06:01:30.000000
                        gw north\tcpu\t10\t54.96\t\\N\t\\N\t\\N\t2024-05-13 06:00:00.000000\t2024-05-13 06:01:30.000000
                        gw north\tdisk\t10\t\\N\t11009000002\t/\t43.09\t2024-05-13 06:00:00.000000\t2024-05-13 06:01:30.000000
                        gw north\tmem\t10\t\\N\t1708992184\t\\N\t42.725\t2024-05-13 06:00:00.000000\t2024-05-13 06:01:30.000000""");
        assertThat(bed.query("SELECT uniqExact(_partition, _offset) FROM {db}.telegraf"))
                .isEqualTo("10");
    }

    @Test
    void fieldsOfNestedUplinksAreColumns() {
        assertThat(
                        bed.query(
                                "SELECT device, application, count(), min(received_at), min(temperature), max(temperature),"
                                        + " round(sum(humidity), 1), countIf(humidity IS NULL), min(frame), sum(rssi), max(gateway),"
                                        + " max(spreading_factor) FROM {db}.lorawan GROUP BY device, application ORDER BY device"))
                .isEqualTo("""
                        cold-store\tfarm-sensors\t12\t2024-05-13 06:00:12.711299\t3.1\t11.7\t807.6\t0\t150\t-1021\troof-north\t9
                        greenhouse-1\tfarm-sensors\t12\t2024-05-13 06:00:05.485738\t18.4\t20.4\t762.1\t0\t100\t-884\troof-north\t7
                        orchard-7\tfarm-sensors\t12\t2024-05-13 06:00:19.201119\t9.4\t11.9\t717.4\t1\t200\t-1168\troof-north\t12""");
        assertThat(bed.query("SELECT payload, JSONExtractFloat(payload, 'soil', 'moisture') FROM {db}.lorawan"
                        + " WHERE device = 'orchard-7' AND humidity IS NULL"))
                .isEqualTo(
                        "{\"temperature\":11.5,\"battery\":3.334,\"soil\":{\"moisture\":31.8,\"conductivity\":204}}\t31.8");
    }

    @Test
    void plugIsFromKeyAndTimeFromRecord() {
        assertThat(bed.query("SELECT plug, count(), max(power), countIf(power IS NULL), countIf(state),"
                        + " round(max(energy) - min(energy), 2), countIf(received_at = _ingested_at)"
                        + " FROM {db}.smart_plugs GROUP BY plug ORDER BY plug"))
                .isEqualTo("""
                        desk\t15\t63.2\t0\t12\t0.14\t15
                        freezer\t15\t85.5\t1\t15\t0.04\t15
                        kitchen\t15\t1192.2\t0\t15\t0.4\t15
                        washing-machine\t15\t2081.6\t0\t15\t1.4\t15""");
    }

    @Test
    void eachVehicleOfResponseIsRowWithOuterFields() {
        assertThat(bed.query("SELECT vehicle, operator, depot, count(), min(time), max(time), min(charge), max(speed),"
                        + " argMax(latitude, time), argMax(longitude, time), max(odometer), countIf(doors_open)"
                        + " FROM {db}.vehicles GROUP BY vehicle, operator, depot ORDER BY vehicle"))
                .isEqualTo("""
                        bus-101\tnorth\tD2\t20\t2024-05-13 05:59:56.577000\t2024-05-13 06:09:29.925000\t82.4\t40.6\t48.2309\t16.3467\t40005.7\t4
                        bus-102\tnorth\tD2\t20\t2024-05-13 05:59:59.408000\t2024-05-13 06:09:27.453000\t72.4\t40.9\t48.2109\t16.3767\t41505.7\t4
                        bus-103\tnorth\tD2\t20\t2024-05-13 05:59:56.086000\t2024-05-13 06:09:22.432000\t62.4\t40.6\t48.2409\t16.3967\t43005.7\t4
                        van-7\tnorth\tD2\t20\t2024-05-13 05:59:57.588000\t2024-05-13 06:09:26.790000\t13.9\t41\t48.1909\t16.3167\t44505.7\t4
                        van-9\tnorth\tD2\t5\t2024-05-13 05:59:53.983000\t2024-05-13 06:07:51.718000\t43.6\t36.6\t48.2676\t16.2888\t46004.8\t1""");
    }

    private static void produce(String stream, String sample, int records, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "produce",
                "--stream=" + stream,
                "--file=examples/streams/samples/" + sample,
                "--topic=" + bed.topic(stream),
                "--streams.dir=examples/streams",
                "--kafka.bootstrap-servers=" + SharedStack.bootstrapServers()));
        arguments.addAll(List.of(options));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.error()).isZero();
        assertThat(run.out()).startsWith("sent %d records".formatted(records));
    }
}
