package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.SettingsLoader;
import io.arrowgate.testing.ArrowgateProcess;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.tour.Tour;
import io.arrowgate.tools.tour.TourCommands;
import io.arrowgate.tools.tour.TourConsole;
import io.arrowgate.tools.tour.TourJob;
import io.arrowgate.tools.tour.TourJobProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the tour with the shared broker and engine. */
@Tag("long")
class TourIT {
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @TempDir
    private Path dir;

    @Test
    void everyStepEndsAsItsTextSays() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("reports.enabled", "true");
                TourJob job = new BedJob(bed, dir)) {
            job.start();
            new Tour(
                            TourConsole.unattended(out, () -> false),
                            new BedCommands(bed),
                            job,
                            bed.settings().clickHouse(),
                            bed.definition("sensors"))
                    .run();

            assertThat(text.toString())
                    .contains("$ ./arrowgate produce --stream sensors --generate 20000 --wait\n")
                    .contains("1 dead letters")
                    .contains("sent 1 records (replay")
                    .containsPattern("\\$ kill -9 \\d+\n")
                    .endsWith("No missing rows, no duplicates.\n");
            assertThat(bed.query("SELECT count(), countIf(device = 'pump-7') FROM {db}.sensors"))
                    .isEqualTo("40001\t1");
        }
    }

    /** Runs the job in this process, which is cheaper, except for the time between its savepoint and its end by force. */
    private static final class BedJob implements TourJob {
        private final JobTestBed bed;
        private final TourJobProcess process;
        private boolean inProcess = true;
        private LocalJob local;

        BedJob(JobTestBed bed, Path dir) throws IOException {
            this.bed = bed;
            Map<String, String> options = bed.arguments().stream()
                    .map(argument -> argument.substring(2).split("=", 2))
                    .collect(Collectors.toMap(option -> option[0], option -> option[1]));
            process = new TourJobProcess(dir, SettingsLoader.load(options, null, Map.of()));
        }

        @Override
        public void start() throws Exception {
            if (inProcess) {
                local = bed.start();
            } else {
                process.start();
            }
        }

        @Override
        public void stop() throws Exception {
            local.close();
            inProcess = false;
        }

        @Override
        public void kill() {
            process.kill();
            inProcess = true;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void close() throws Exception {
            process.close();
            local.close();
        }
    }

    /** Runs commands with the settings of the test bed. */
    private final class BedCommands implements TourCommands {
        private final JobTestBed bed;

        BedCommands(JobTestBed bed) {
            this.bed = bed;
        }

        @Override
        public List<String> line(List<String> words) {
            return words;
        }

        @Override
        public int run(List<String> words) {
            CommandLine command = Arrowgate.commandLine();
            int names = 0;
            while (names < words.size() && command.getSubcommands().containsKey(words.get(names))) {
                command = command.getSubcommands().get(words.get(names++));
            }
            ArrowgateProcess run = ArrowgateProcess.of(
                    command.getCommand(),
                    bed.arguments(),
                    words.subList(names, words.size()).toArray(String[]::new));
            out.print(run.out() + run.err());
            return run.exitCode();
        }
    }
}
