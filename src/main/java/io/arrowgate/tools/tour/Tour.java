package io.arrowgate.tools.tour;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.console.ShellPath;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Leads through the pipeline: sends events, queries them, breaks a record, replays it, kills the job, and verifies every record. Each
 * step runs the commands that it prints.
 */
public final class Tour {
    static final String STREAM = "sensors";
    static final int STEPS = 6;

    private static final String PATTERN = "dd.MM.yyyy HH:mm:ss";
    private static final String FORMATS = "iso-8601, epoch";
    private static final String EVENTS = "20000";
    private static final Duration LIMIT = MachineSpeed.seconds(60);
    private static final long POLL_MILLIS = 100;

    private final TourConsole console;
    private final TourCommands commands;
    private final TourJob job;
    private final ClickHouseSettings clickHouse;
    private final Path definition;

    /**
     * @param job running, with the definition and the tables of the next two parameters
     * @param definition file of the stream {@code sensors}, which the tour changes
     */
    public Tour(
            TourConsole console, TourCommands commands, TourJob job, ClickHouseSettings clickHouse, Path definition) {
        this.console = console;
        this.commands = commands;
        this.job = job;
        this.clickHouse = clickHouse;
        this.definition = definition;
    }

    /** Runs all steps. */
    public void run() throws Exception {
        send();
        query();
        breakRecord();
        fixAndReplay();
        killJob();
        verify();
    }

    private void send() throws InterruptedException {
        console.step("Send events", """
                'produce' sends 20,000 readings of 100 devices to the Kafka topic 'sensors'. The job decodes them, writes them
                as Arrow batches to the topic 'arrow.sensors', and inserts the same batches into ClickHouse. --wait returns
                when every record is a row.""");
        run("produce", "--stream", STREAM, "--generate", EVENTS, "--wait");
    }

    private void query() throws InterruptedException {
        console.step("See them", """
                Each row has the Kafka partition and offset of its raw record. The second query counts rows and distinct
                records: equal numbers mean no duplicates.""");
        run("sql", "--query", "SELECT device, ts, cpu_used, _partition, _offset FROM sensors ORDER BY ts DESC LIMIT 5");
        run(
                "sql",
                "--query",
                "SELECT count() AS rows, uniqExact(_topic_id, _partition, _offset, _row) AS records FROM sensors");
    }

    private void breakRecord() throws IOException, InterruptedException {
        Path file = definition.getParent().resolveSibling("broken.jsonl");
        String time = DateTimeFormatter.ofPattern(PATTERN).format(LocalDateTime.now(ZoneOffset.UTC));
        String record = "{\"device\": \"pump-7\", \"ts\": \"%s\", \"cpu_used\": 41.5}".formatted(time);
        Files.writeString(file, record + "\n");
        console.step("Break a record", """
                The device pump-7 writes its times as %s, a format that the stream's definition does not have. The record
                becomes a dead letter, with its original bytes and the reason. The job continues.""".formatted(time));
        console.command("cat " + ShellPath.of(file));
        console.print(record);
        run("produce", "--stream", STREAM, "--file", file.toString(), "--force", "--wait");
        run("dead-letters", "list");
    }

    private void fixAndReplay() throws Exception {
        console.step("Replay it", """
                The definition gets the format, and the job restarts from a savepoint, as with Ctrl-C and the next
                './arrowgate up'. Then 'dead-letters replay' sends the original record again.""");
        console.command("sed -i 's/%s/&, \"%s\"/' %s".formatted(FORMATS, PATTERN, ShellPath.of(definition)));
        Files.writeString(
                definition, Files.readString(definition).replace(FORMATS, "%s, \"%s\"".formatted(FORMATS, PATTERN)));
        console.print("Stopping the job with a savepoint …");
        job.stop();
        console.checkNotStopped();
        console.print("Starting the job with the new definition …");
        job.start();
        long rows = rows();
        run("dead-letters", "replay", "--stream", STREAM);
        awaitRows(rows + 1);
        run("sql", "--query", "SELECT device, ts, cpu_used, _partition, _offset FROM sensors WHERE device = 'pump-7'");
    }

    private void killJob() throws Exception {
        console.step("Kill the job", """
                While 20,000 more readings arrive, the process of the job is killed in the middle of its work, without a
                savepoint. A new process resumes from the last checkpoint.""");
        List<String> produce = List.of("produce", "--stream", STREAM, "--generate", EVENTS, "--rate", "4000", "--wait");
        long rows = rows();
        console.arrowgate(commands.line(produce));
        FutureTask<Integer> sending = new FutureTask<>(() -> commands.run(produce));
        new Thread(sending, "tour produce").start();
        awaitRows(rows + 1);
        console.command("kill -9 " + job.pid());
        job.kill();
        console.print("The job is dead after %,d of these readings; starting it again …".formatted(rows() - rows));
        job.start();
        check("produce", result(sending));
    }

    private void verify() throws InterruptedException {
        console.step("Verify", """
                'verify' compares every offset of the raw topic with the rows in ClickHouse, the dead letters and the Arrow
                topic.""");
        run("verify", "--stream", STREAM);
    }

    private void run(String... words) {
        console.checkNotStopped();
        console.arrowgate(commands.line(List.of(words)));
        check(words[0], commands.run(List.of(words)));
    }

    private void check(String command, int exitCode) {
        console.checkNotStopped();
        if (exitCode != 0) {
            throw new IllegalStateException("'%s' failed with exit code %d; see above".formatted(command, exitCode));
        }
    }

    private static int result(FutureTask<Integer> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command failed", e.getCause());
        }
    }

    private long rows() throws SQLException {
        try (ClickHouseJdbcSession session = new ClickHouseJdbcSession(clickHouse)) {
            return session.number("SELECT count() FROM `%s`.`%s`".formatted(clickHouse.database(), STREAM));
        }
    }

    private void awaitRows(long rows) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (rows() < rows) {
            console.checkNotStopped();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no new row in %s for %d s".formatted(STREAM, LIMIT.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
