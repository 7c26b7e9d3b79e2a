package io.arrowgate.tools.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.live.sample.JobCounters;
import io.arrowgate.tools.live.sample.JobMetricsReader;
import io.arrowgate.tools.live.sample.LatestResponse;
import io.arrowgate.tools.live.sample.TableStats;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the live page of a running job: polls the job and ClickHouse about once a second while a page is open, and sends the results to
 * browsers.
 *
 * <p>Job, tables, reports and samples have a thread each, so that a server that does not respond blocks none of the others.
 */
public final class LivePage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Bounds how long a page that opens waits for its first poll. */
    private static final Duration TICK = Duration.ofMillis(500);

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

    private final ScheduledExecutorService threads;
    private final LiveServer server;
    private final ClickHousePoller clickHouse;
    private final RankingPoller rankings;
    private final int port;

    private LivePage(JobSettings settings, URI flink, int port) throws IOException {
        this.port = port;
        threads = Executors.newScheduledThreadPool(4, work -> {
            Thread thread = new Thread(work, "live page poller " + port);
            thread.setDaemon(true);
            return thread;
        });
        Clock clock = Clock.systemUTC();
        List<StreamDefinition> streams = StreamDefinitions.named(settings.streams(), settings.streamsPath());
        List<String> names = streams.stream().map(StreamDefinition::name).toList();
        LatestResponse<JobCounters> jobAnswer = new LatestResponse<>("Flink", clock);
        LatestResponse<Map<String, TableStats>> tables = new LatestResponse<>("ClickHouse", clock);
        EventFeed eventFeed = new EventFeed((int) KEPT.dividedBy(INTERVAL));
        eventFeed.replace("line", line(settings, flink, streams));
        server = new LiveServer(
                port,
                eventFeed,
                new ServerSentEvents(eventFeed, Long.toString(clock.millis()), HEARTBEAT),
                new QueryEndpoint(settings.clickHouse(), QueryEndpoint.TIME_LIMIT));
        clickHouse = new ClickHousePoller(settings, streams, tables, eventFeed, server::hasPages);
        rankings = new RankingPoller(settings, eventFeed);
        JobPoller job = new JobPoller(new JobMetricsReader(new FlinkRestClient(flink), settings.jobName()), jobAnswer);
        LiveSampler liveSampler = new LiveSampler(jobAnswer, tables, names, clock, eventFeed);

        repeat(job::poll, history(INTERVAL));
        repeat(clickHouse::poll, history(INTERVAL));
        repeat(liveSampler::sample, history(INTERVAL));
        if (settings.reports().enabled()) {
            repeat(rankings::poll, latest(RankingPoller.INTERVAL));
        }
    }

    /** Schedules work that handles unavailable servers itself, so that any exception is a bug. */
    @SuppressWarnings("FutureReturnValueIgnored") // Exceptions are logged.
    private void repeat(Runnable work, PollingPace pace) {
        Runnable watched = () -> {
            try {
                if (pace.isDue()) {
                    work.run();
                }
            } catch (RuntimeException e) {
                LOG.error("A part of the live page stopped updating; restart the command to restore it", e);
                throw e;
            }
        };
        threads.scheduleWithFixedDelay(watched, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private PollingPace history(Duration interval) {
        return PollingPace.ofHistory(server::hasPages, System::nanoTime, interval);
    }

    private PollingPace latest(Duration interval) {
        return PollingPace.ofLatest(server::hasPages, System::nanoTime, interval);
    }

    /**
     * Serves the page of a job until it is closed.
     *
     * @param flink address of Flink's REST interface
     * @param port on the loopback interface; 0 for any free one
     */
    public static LivePage start(JobSettings settings, URI flink, int port) throws IOException {
        return new LivePage(settings, flink, LoopbackPorts.claim(port, "--live-port"));
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the data that do not change while the page is served, as JSON. */
    private static String line(JobSettings settings, URI flink, List<StreamDefinition> streams) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode line = json.createObjectNode()
                .put("job", settings.jobName())
                .put("flink", flink.toString())
                .put("database", settings.clickHouse().database())
                .put("alerts", settings.alerts().enabled())
                .put(
                        "rules",
                        streams.stream()
                                .mapToInt(stream -> stream.alerts().size())
                                .sum())
                .put("reports", settings.reports().enabled())
                .put("keptMillis", KEPT.toMillis());
        line.set("queries", json.valueToTree(ReadyQueries.of(settings, streams)));
        ObjectNode zones = line.putObject("timeZones");
        streams.forEach(stream -> zones.put(stream.name(), stream.timeZone().getId()));
        line.set(
                "streams",
                json.valueToTree(streams.stream().map(StreamDefinition::name).toList()));
        return line.toString();
    }

    /** Closes the connections of all pages and stops the threads. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        clickHouse.close();
        rankings.close();
        server.close();
        if (!threads.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("The live page is still waiting for a response; its daemon threads end with the process");
        }
    }
}
