package io.arrowgate.tools.tour;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.ChildProcessMain;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the job until its parent closes the standard input. */
final class TourJobMain {
    private static final Logger LOG = LoggerFactory.getLogger(TourJobMain.class);

    private TourJobMain() {}

    /** Starts the job. Arguments: settings file, port of the web UI. */
    public static void main(String[] args) {
        ChildProcessMain.run(() -> start(Path.of(args[0]), Integer.parseInt(args[1])));
    }

    private static ChildProcessMain.Service start(Path settings, int uiPort) throws Exception {
        LocalJob job = LocalJob.start(JobSettings.from(SettingsLoader.load(Map.of(), settings, Map.of())), uiPort);
        job.awaitFirstCheckpoint(job.restartWatch(LOG::warn), () -> false);
        return new ChildProcessMain.Service() {
            @Override
            public String readyText() {
                return job.uiUrl();
            }

            @Override
            public void close() {
                try {
                    job.close();
                } catch (Exception e) {
                    LOG.warn("the job did not stop in order", e);
                }
            }
        };
    }
}
