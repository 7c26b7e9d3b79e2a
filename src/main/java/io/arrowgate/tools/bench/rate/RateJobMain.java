package io.arrowgate.tools.bench.rate;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.tools.live.LivePage;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.ChildProcessMain;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the job and the live page until the parent closes the standard input. */
final class RateJobMain {
    private static final Logger LOG = LoggerFactory.getLogger(RateJobMain.class);

    private RateJobMain() {}

    /** Starts both. The arguments are the settings file and the name of the {@link StateBackend}. */
    public static void main(String[] args) {
        ChildProcessMain.run(() -> start(Path.of(args[0]), StateBackend.valueOf(args[1])));
    }

    private static ChildProcessMain.Service start(Path file, StateBackend backend) throws Exception {
        JobSettings settings = JobSettings.from(SettingsLoader.load(Map.of(), file, Map.of()));
        LocalJob job = LocalJob.start(settings, backend.flinkOptions(), 0, LOG::info);
        LivePage live = LivePage.start(settings, URI.create(job.uiUrl()), 0);
        job.awaitFirstCheckpoint(job.restartWatch(LOG::warn), () -> false);
        return new ChildProcessMain.Service() {
            @Override
            public String readyText() {
                return job.uiUrl();
            }

            @Override
            public void close() {
                try {
                    live.close();
                    job.close();
                } catch (Exception e) {
                    LOG.warn("the job did not stop in order", e);
                }
            }
        };
    }
}
