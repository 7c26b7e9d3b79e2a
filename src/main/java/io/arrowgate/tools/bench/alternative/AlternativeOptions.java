package io.arrowgate.tools.bench.alternative;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds what one run of an alternative needs.
 *
 * @param settings of the servers; the job name is the consumer group
 * @param topic with the events
 * @param table unqualified
 * @param rowsPerInsert number of rows that are sent together
 */
public record AlternativeOptions(JobSettings settings, String topic, String table, int rowsPerInsert) {
    public static final String TOPIC = "bench.topic";
    public static final String TABLE = "bench.table";
    public static final String ROWS_PER_INSERT = "bench.rows-per-insert";

    /** Parses options of the form {@code --key=value}. */
    static AlternativeOptions of(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            String[] option = arg.substring(2).split("=", 2);
            options.put(option[0], option[1]);
        }
        return of(options);
    }

    static AlternativeOptions of(Map<String, String> options) {
        Map<String, String> job = new HashMap<>(options);
        String topic = job.remove(TOPIC);
        String table = job.remove(TABLE);
        int rows = Integer.parseInt(job.remove(ROWS_PER_INSERT));
        return new AlternativeOptions(JobSettings.from(SettingsLoader.load(job, null, Map.of())), topic, table, rows);
    }

    ClickHouseSettings clickHouse() {
        return settings.clickHouse();
    }
}
