package io.arrowgate.tools.local.replica;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Extracts the replication clauses of a statement and rewrites it for an engine without replication. It uses patterns that fit
 * the statements of this project and of its clients.
 */
final class ReplicatedStatement {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE;
    private static final Pattern INSERT =
            Pattern.compile("^INSERT\\s+INTO\\s+(?:TABLE\\s+)?" + TableName.PATTERN, FLAGS);
    private static final Pattern SYNC = Pattern.compile("^SYSTEM\\s+SYNC\\s+REPLICA\\s+" + TableName.PATTERN, FLAGS);
    private static final Pattern ON_CLUSTER = Pattern.compile("\\s+ON\\s+CLUSTER\\s+(?:`[^`]+`|'[^']+'|\\w+)", FLAGS);
    private static final Pattern DEFINITION =
            Pattern.compile("^(?:CREATE|ALTER|DROP|RENAME|EXCHANGE|TRUNCATE|OPTIMIZE|ATTACH|DETACH)\\b", FLAGS);
    private static final Pattern CHANGE = Pattern.compile(
            "^(?:ALTER\\s+TABLE|TRUNCATE\\s+TABLE|OPTIMIZE\\s+TABLE|DELETE\\s+FROM)\\s+(?:IF\\s+EXISTS\\s+)?"
                    + TableName.PATTERN,
            FLAGS);
    private static final Pattern CREATE_TABLE = Pattern.compile(
            "^CREATE\\s+(?:OR\\s+REPLACE\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + TableName.PATTERN, FLAGS);
    private static final Pattern DROP_TABLE =
            Pattern.compile("^DROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?" + TableName.PATTERN, FLAGS);
    private static final Pattern DROP_DATABASE =
            Pattern.compile("^DROP\\s+DATABASE\\s+(?:IF\\s+EXISTS\\s+)?" + TableName.PATTERN, FLAGS);
    private static final Pattern REPLICATED_ENGINE =
            Pattern.compile("\\bReplicated(\\w*MergeTree)\\b(\\(\\s*'[^']*'\\s*,\\s*'[^']*'\\s*,?\\s*)?");
    private static final Pattern ANY_ENGINE = Pattern.compile("\\bENGINE\\s*=\\s*\\w*MergeTree\\b", FLAGS);
    private static final Pattern WINDOW = Pattern.compile("\\b(?:non_)?replicated_deduplication_window\\s*=\\s*(\\d+)");
    private static final Pattern SYSTEM_TABLES = Pattern.compile("\\bsystem\\.tables\\b");
    private static final Pattern SYSTEM_REPLICAS = Pattern.compile("\\bsystem\\.replicas\\b");

    private final String text;
    private final String database;

    /** @param database of unqualified names */
    ReplicatedStatement(String text, String database) {
        this.text = text.strip();
        this.database = database;
    }

    private Optional<TableName> table(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(TableName.of(matcher, 1, database)) : Optional.empty();
    }

    Optional<TableName> insertTarget() {
        return table(INSERT);
    }

    /** Returns the insert's text up to and including the table's name. */
    String insertHead() {
        return INSERT.matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    Optional<TableName> syncTarget() {
        return table(SYNC);
    }

    /** Returns the table whose rows or columns the statement changes. */
    Optional<TableName> changedTable() {
        return table(CHANGE);
    }

    Optional<TableName> createdTable() {
        return table(CREATE_TABLE).filter(name -> ANY_ENGINE.matcher(text).find());
    }

    Optional<TableName> droppedTable() {
        return table(DROP_TABLE);
    }

    Optional<String> droppedDatabase() {
        return table(DROP_DATABASE).map(TableName::table);
    }

    boolean isOnCluster() {
        return isDefinition() && ON_CLUSTER.matcher(text).find();
    }

    boolean isDefinition() {
        return DEFINITION.matcher(text).find();
    }

    boolean namesReplicatedEngine() {
        return REPLICATED_ENGINE.matcher(text).find();
    }

    Optional<Integer> deduplicationWindow() {
        return WINDOW.matcher(text).results().findFirst().map(match -> Integer.valueOf(match.group(1)));
    }

    /** Returns the statement for a single engine: without the cluster, and with table engines that do not replicate. */
    String forOneEngine() {
        String local = ON_CLUSTER.matcher(text).replaceFirst("");
        return REPLICATED_ENGINE
                .matcher(local)
                .replaceAll(match -> match.group(1) + (match.group(2) == null ? "" : "("));
    }

    /**
     * Returns the statement with the content that system tables have on a replica.
     *
     * @param enginePrefix of replicated tables
     */
    String withSystemTables(Set<TableName> replicated, String enginePrefix, String replicasRows) {
        if (replicated.isEmpty()) {
            return text;
        }
        String names = replicated.stream()
                .map(name -> "('%s','%s')".formatted(name.database(), name.table()))
                .sorted()
                .collect(Collectors.joining(","));
        String tables =
                "(SELECT * REPLACE (if((database, name) IN (%s), concat('%s', engine), engine) AS engine) FROM system.tables)"
                        .formatted(names, enginePrefix);
        String withTables = SYSTEM_TABLES.matcher(text).replaceAll(Matcher.quoteReplacement(tables));
        return SYSTEM_REPLICAS.matcher(withTables).replaceAll(Matcher.quoteReplacement(replicasRows));
    }
}
