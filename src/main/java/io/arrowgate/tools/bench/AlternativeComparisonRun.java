package io.arrowgate.tools.bench;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.bench.alternative.AlternativeOptions;
import io.arrowgate.tools.bench.alternative.AlternativeTable;
import io.arrowgate.tools.bench.cpu.ProcessCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerPids;
import io.arrowgate.tools.bench.run.HeldMerges;
import io.arrowgate.tools.bench.run.RowCountPoller;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the job and the alternatives in turn on the same topic, each with a database of its own. Each has one process for all of its
 * runs. The order rotates from round to round.
 */
final class AlternativeComparisonRun {
    /** The first rounds, with few events, only warm up the compiler. */
    private static final int WARM_UP_ROUNDS = 4;

    private static final long POLL_MILLIS = 500;
    private static final long STALL_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Map<String, String> options;
    private final ServerPids servers;
    private final BenchPlan.FilledTopic warmUp;
    private final BenchPlan.FilledTopic measured;
    private final Path dir;
    private final PrintWriter out;

    /** A contender with a number of rows per insert. */
    private record Entry(Contender contender, int rowsPerInsert) {}

    /**
     * @param options of the job, by key: the servers and the parallelism
     * @param servers whose CPU time is measured
     * @param dir for stream definitions, checkpoints and logs
     */
    AlternativeComparisonRun(
            Map<String, String> options,
            ServerPids servers,
            BenchPlan.FilledTopic warmUp,
            BenchPlan.FilledTopic measured,
            Path dir,
            PrintWriter out) {
        this.options = Map.copyOf(options);
        this.servers = servers;
        this.warmUp = warmUp;
        this.measured = measured;
        this.dir = dir;
        this.out = out;
    }

    AlternativeComparison run(int rounds) throws Exception {
        Map<Entry, List<AlternativeComparison.Run>> runs = new LinkedHashMap<>();
        for (Contender contender : Contender.values()) {
            contender.rowsPerInsert().forEach(rows -> runs.put(new Entry(contender, rows), new ArrayList<>()));
        }
        Map<Contender, JobProcess> processes = new EnumMap<>(Contender.class);
        try {
            int slots = Integer.parseInt(options.get(ArrowgateOptions.PARALLELISM.key()));
            for (Contender contender : Contender.values()) {
                processes.put(contender, contender.start(slots, dir.resolve(contender.name())));
            }
            List<Entry> order = new ArrayList<>(runs.keySet());
            for (int round = 1; round <= WARM_UP_ROUNDS + rounds; round++) {
                boolean warm = round > WARM_UP_ROUNDS;
                String name = warm ? "round " + (round - WARM_UP_ROUNDS) : "warm-up";
                BenchPlan.FilledTopic topic = warm ? measured : warmUp;
                for (Entry entry : order) {
                    AlternativeComparison.Run run = run(entry, round, topic, processes.get(entry.contender()));
                    AlternativeReport.printRun(
                            out, name, entry.contender(), entry.rowsPerInsert(), topic.events(), run);
                    if (warm) {
                        runs.get(entry).add(run);
                    }
                }
                Collections.rotate(order, 1);
            }
        } finally {
            processes.values().forEach(JobProcess::close);
        }
        return new AlternativeComparison(
                measured.events(),
                runs.entrySet().stream()
                        .map(entry -> new AlternativeComparison.Result(
                                entry.getKey().contender(), entry.getKey().rowsPerInsert(), entry.getValue()))
                        .toList());
    }

    private AlternativeComparison.Run run(Entry entry, int round, BenchPlan.FilledTopic topic, JobProcess process)
            throws Exception {
        String name = "compare-%s-%d-%d"
                .formatted(
                        entry.contender().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        entry.rowsPerInsert(),
                        round);
        StreamDefinition stream = stream(name, topic.name());
        Map<String, String> all = new HashMap<>(options);
        all.put("job.name", name);
        all.put("streams", "sensors");
        all.put("streams.dir", dir.resolve(name).toString());
        all.put("alerts.enabled", "false");
        all.put("reports.enabled", "false");
        all.put("clickhouse.database", name.replace('-', '_'));
        all.put("checkpoint.dir", dir.resolve(name + "-checkpoints").toUri().toString());
        ClickHouseSettings clickHouse =
                JobSettings.from(SettingsLoader.load(all, null, Map.of())).clickHouse();
        if (entry.contender().isAlternative()) {
            try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(clickHouse)) {
                queries.define(TableDdl.createDatabase(clickHouse.database()));
                queries.define(AlternativeTable.create(clickHouse.database(), stream));
            }
            all.put(AlternativeOptions.TOPIC, topic.name());
            all.put(AlternativeOptions.TABLE, stream.clickhouse().table());
            all.put(AlternativeOptions.ROWS_PER_INSERT, Integer.toString(entry.rowsPerInsert()));
        } else {
            all.put(ArrowgateOptions.BATCH_MAX_ROWS.key(), Integer.toString(entry.rowsPerInsert()));
        }
        ServerCpuMeter serverMeter = new ServerCpuMeter(servers);
        process.submit(all);
        HeldMerges merges = HeldMerges.of(clickHouse, stream.clickhouse().table(), topic.events());
        long startNanos = System.nanoTime();
        ProcessCpuMeter meter = new ProcessCpuMeter(process.pid());
        awaitRows(
                process,
                meter,
                new RowCountPoller(clickHouse, stream.clickhouse().table()),
                topic.events());
        var usage = meter.usage();
        double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        process.stop();
        merges.run();
        serverMeter.awaitMerges();
        AlternativeComparison.Run run = new AlternativeComparison.Run(seconds, usage, serverMeter.usage());
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(clickHouse)) {
            // Merges of these rows would take CPU time from the next run.
            queries.define("DROP DATABASE " + SqlQuoting.name(clickHouse.database()));
        }
        return run;
    }

    private StreamDefinition stream(String name, String topic) throws IOException {
        Path streams = Files.createDirectories(dir.resolve(name));
        try (InputStream builtIn = AlternativeComparisonRun.class.getResourceAsStream("/streams/sensors.yaml")) {
            String yaml = new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    streams.resolve("sensors.yaml"),
                    yaml + "%ntopic: %s%narrow: {topic: %s-arrow}%n".formatted(topic, name));
        }
        return StreamDefinitions.load(streams).get("sensors");
    }

    private static void awaitRows(JobProcess process, ProcessCpuMeter meter, RowCountPoller count, long events)
            throws IOException, InterruptedException {
        long rows = 0;
        long progressNanos = System.nanoTime();
        while (rows < events) {
            process.checkAlive();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            meter.sample();
            long now = count.rowCount();
            if (now > rows) {
                progressNanos = System.nanoTime();
            } else if (System.nanoTime() - progressNanos > STALL_NANOS) {
                throw process.failure("has inserted %d of %d rows and made no progress for %d minutes"
                        .formatted(rows, events, TimeUnit.NANOSECONDS.toMinutes(STALL_NANOS)));
            }
            rows = now;
        }
    }
}
