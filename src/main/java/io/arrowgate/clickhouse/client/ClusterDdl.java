package io.arrowgate.clickhouse.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites DDL statements of one server for a cluster: adds {@code ON CLUSTER} and uses Replicated engines. Replicas are registered
 * under the server's {@code default_replica_path}.
 */
final class ClusterDdl {
    private static final Pattern DEFINED = Pattern.compile(
            "^(?:CREATE (?:OR REPLACE )?(?:DATABASE|TABLE|VIEW)(?: IF NOT EXISTS)?|ALTER TABLE) (?:`(?:[^`\\\\]|\\\\.)+`(?:\\.)?)?(?:`(?:[^`\\\\]|\\\\.)+`|\\w+)?");
    private static final Pattern ENGINE = Pattern.compile("(?m)^ENGINE = (\\w*MergeTree)");
    private static final String WINDOW = "non_replicated_deduplication_window";

    private ClusterDdl() {}

    static String onCluster(String statement, String cluster) {
        Matcher defined = DEFINED.matcher(statement);
        if (!defined.find()) {
            throw new IllegalArgumentException("not a DDL statement: " + statement);
        }
        String rest = ENGINE.matcher(statement.substring(defined.end())).replaceFirst("ENGINE = Replicated$1");
        return "%s ON CLUSTER %s%s"
                .formatted(
                        defined.group().stripTrailing(),
                        SqlQuoting.name(cluster),
                        rest.replace(WINDOW, WINDOW.substring("non_".length())));
    }
}
