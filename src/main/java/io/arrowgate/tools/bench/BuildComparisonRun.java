package io.arrowgate.tools.bench;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.bench.run.BuildComparison;
import io.arrowgate.tools.bench.run.RowCountPoller;
import io.arrowgate.tools.bench.run.WarmUpRounds;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Runs the jobs of two builds in turn on the same topic. Each build has one process for all of its runs, which stays idle while
 * the other one's runs. The order within a round changes from round to round.
 *
 * <p>Both jobs get the same options, by names that version 0.1.0 has, and the stream definition in the other build's jar.
 */
final class BuildComparisonRun {
    private static final String DEFINITION = "streams/sensors.yaml";
    private static final long POLL_MILLIS = 250;
    private static final long STALL_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<String, String> options;
    private final String topic;
    private final long events;
    private final Path dir;
    private final PrintWriter out;

    /**
     * @param options of the job, by key: the servers and the parallelism
     * @param topic that contains the events
     * @param events in the topic
     * @param dir for stream definitions, checkpoints and logs
     */
    BuildComparisonRun(Map<String, String> options, String topic, long events, Path dir, PrintWriter out) {
        this.options = Map.copyOf(options);
        this.topic = topic;
        this.events = events;
        this.dir = dir;
        this.out = out;
    }

    BuildComparison run(Path thisJar, Path otherJar, int rounds) throws Exception {
        String definition = definition(otherJar);
        int slots = Integer.parseInt(options.get("parallelism"));
        List<BuildComparison.Round> counted = new ArrayList<>();
        try (JobProcess thisBuild = JobProcess.start(thisJar, slots, dir.resolve("this"));
                JobProcess otherBuild = JobProcess.start(otherJar, slots, dir.resolve("other"))) {
            boolean warm = false;
            for (int number = 1; counted.size() < rounds; number++) {
                boolean thisFirst = number % 2 == 1;
                JobProcess.CpuTime early = run(thisFirst ? thisBuild : otherBuild, thisFirst, number, definition);
                JobProcess.CpuTime late = run(thisFirst ? otherBuild : thisBuild, !thisFirst, number, definition);
                JobProcess.CpuTime ours = thisFirst ? early : late;
                JobProcess.CpuTime theirs = thisFirst ? late : early;
                BuildComparison.Round round =
                        new BuildComparison.Round((double) ours.nanos() / events, (double) theirs.nanos() / events);
                double compiling =
                        (double) (ours.compilerNanos() + theirs.compilerNanos()) / (ours.nanos() + theirs.nanos());
                if (warm) {
                    counted.add(round);
                }
                BenchReport.printComparedRound(
                        out, warm ? "round " + counted.size() : "warm-up", round, thisFirst, compiling);
                warm |= WarmUpRounds.endsWith(number, compiling);
            }
        }
        return new BuildComparison(events, counted);
    }

    private JobProcess.CpuTime run(JobProcess build, boolean isThis, int number, String definition) throws Exception {
        String name = "bench-%s-%d".formatted(isThis ? "this" : "other", number);
        Path streams = Files.createDirectories(dir.resolve(name));
        Files.writeString(
                streams.resolve("sensors.yaml"),
                definition + "%ntopic: %s%narrow: {topic: %s-arrow}%n".formatted(topic, name));
        Map<String, String> all = jobOptions(options, name, dir, number);
        ClickHouseSettings clickHouse =
                JobSettings.from(SettingsLoader.load(all, null, Map.of())).clickHouse();
        String table =
                StreamDefinitions.load(streams).get("sensors").clickhouse().table();
        build.submit(all);
        awaitRows(build, new RowCountPoller(clickHouse, table));
        JobProcess.CpuTime time = build.stop();
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(clickHouse)) {
            // Merges of these rows would take CPU from the next run, and dozens of runs fill a disk.
            queries.define("DROP DATABASE " + SqlQuoting.name(clickHouse.database()));
        }
        return time;
    }

    /** Returns the options of one run, which has a database, an Arrow topic and checkpoints of its own. */
    static Map<String, String> jobOptions(Map<String, String> servers, String name, Path dir, int round) {
        Map<String, String> all = new HashMap<>(servers);
        all.putAll(WarmUpRounds.options(round));
        all.put("job.name", name);
        all.put("streams", "sensors");
        all.put("streams.dir", dir.resolve(name).toString());
        all.put("alerts.enabled", "false");
        all.put("reports.enabled", "false");
        all.put("clickhouse.database", name.replace('-', '_'));
        all.put("checkpoint.dir", dir.resolve(name + "-checkpoints").toUri().toString());
        return all;
    }

    private void awaitRows(JobProcess build, RowCountPoller count) throws IOException, InterruptedException {
        long rows = 0;
        long progressNanos = System.nanoTime();
        while (rows < events) {
            build.checkAlive();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            long now = count.rowCount();
            if (now > rows) {
                progressNanos = System.nanoTime();
            } else if (System.nanoTime() - progressNanos > STALL_NANOS) {
                throw build.failure("has inserted %d of %d rows and made no progress for %d minutes"
                        .formatted(rows, events, TimeUnit.NANOSECONDS.toMinutes(STALL_NANOS)));
            }
            rows = now;
        }
        if (rows > events) {
            throw build.failure("has inserted %d rows of %d events".formatted(rows, events));
        }
    }

    private static String definition(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(DEFINITION);
            if (entry == null) {
                throw new IllegalArgumentException(
                        "%s has no %s: give the job jar of a build".formatted(jar, DEFINITION));
            }
            try (InputStream content = file.getInputStream(entry)) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
