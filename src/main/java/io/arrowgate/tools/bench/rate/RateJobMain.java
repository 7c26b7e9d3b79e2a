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

    /** Starts both. The argument is the settings file. */
    public static void main(String[] args) {
        ChildProcessMain.run(() -> start(Path.of(args[0])));
    }

    private static ChildProcessMain.Service start(Path file) throws Exception {
        JobSettings settings = JobSettings.from(SettingsLoader.load(Map.of(), file, Map.of()));
        LocalJob job = LocalJob.start(settings, 0);
        LivePage live = LivePage.start(settings, URI.create(job.uiUrl()), 0);
        job.awaitFirstCheckpoint(job.restartWatch(LOG::warn), () -> false);
        return new ChildProcessMain.Service() {
            @Override
            public String readyText() {
                return live.url();
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
