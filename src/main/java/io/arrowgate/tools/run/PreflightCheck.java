package io.arrowgate.tools.run;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.local.LocalClickHouse;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.StackInstance;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks settings, streams, ports and folders before the first process of a run starts. */
public final class PreflightCheck {
    private static final String ORIGIN = "local stack";
    private static final String FILE = "file";

    private final ResolvedOptions options;
    private final PrintWriter out;

    /** @param out receives warnings */
    public PreflightCheck(ResolvedOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** Throws for problems that would stop the run later, and prints warnings for the others. */
    public void check() {
        ArrowgateJob.usableStreams(settings(), warning -> out.println("Warning: " + warning));
        StackInstance.checkFree(options);
        checkPorts();
        checkFolders();
        if (!options.isSet(ArrowgateOptions.CLICKHOUSE_URL)) {
            LocalClickHouse.checkEngineAvailable();
        }
    }

    /** Returns the settings of the job, with placeholders for the addresses of servers that are not started yet. */
    private JobSettings settings() {
        return JobSettings.from(options.withPreset(ArrowgateOptions.JOB_NAME, "arrowgate", ORIGIN)
                .withPreset(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:1", ORIGIN)
                .withPreset(ArrowgateOptions.CLICKHOUSE_URL, "http://127.0.0.1:1", ORIGIN));
    }

    private void checkPorts() {
        List<ArrowgateOption<Integer>> ports = new ArrayList<>();
        if (!options.isSet(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS)) {
            ports.add(LocalOptions.KAFKA_PORT);
        }
        if (!options.isSet(ArrowgateOptions.CLICKHOUSE_URL)) {
            ports.add(LocalOptions.CLICKHOUSE_PORT);
        }
        ports.add(LocalOptions.FLINK_UI_PORT);
        ports.add(LocalOptions.LIVE_PORT);
        Map<Integer, String> taken = new HashMap<>();
        for (ArrowgateOption<Integer> option : ports) {
            int port = options.get(option);
            if (port < 0 || port > 65_535) {
                throw new InvalidSettingException(option.key(), "'%d' is not a port; give 0 to 65535".formatted(port));
            }
            if (port == 0) {
                continue;
            }
            String other = taken.put(port, option.key());
            if (other != null) {
                throw new InvalidSettingException(
                        option.key(), "'%d' is also %s; give each a separate port".formatted(port, other));
            }
            LoopbackPorts.claim(port, "--" + option.key().replace('.', '-'));
        }
    }

    private void checkFolders() {
        checkWritable(LocalOptions.DATA_DIR, LocalStack.dataDir(options));
        for (ArrowgateOption<String> option : List.of(
                ArrowgateOptions.CHECKPOINT_DIR, ArrowgateOptions.CLICKHOUSE_SPILL_DIR, ArrowgateOptions.LAKE_PATH)) {
            Path folder = local(option);
            if (folder != null) {
                checkWritable(option, folder);
            }
        }
    }

    /** Returns the local folder that an option names, or null if it is remote. */
    private Path local(ArrowgateOption<String> option) {
        String value = options.get(option);
        if (value == null) {
            return null;
        }
        try {
            URI uri = URI.create(value);
            if (uri.getScheme() == null) {
                return Path.of(value);
            }
            return FILE.equals(uri.getScheme()) ? Path.of(uri.getPath()) : null;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(option.key(), "'%s' is neither a path nor a URI".formatted(value));
        }
    }

    /** Checks the nearest existing folder, and creates nothing. */
    private static void checkWritable(ArrowgateOption<?> option, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !isWritable(existing)) {
            throw new InvalidSettingException(
                    option.key(),
                    "'%s' is not writable; give another folder, or change the permissions of '%s'"
                            .formatted(folder, existing));
        }
    }

    /** Checks by writing a file: permissions do not reveal full or read-only file systems. */
    private static boolean isWritable(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".arrowgate", null));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
