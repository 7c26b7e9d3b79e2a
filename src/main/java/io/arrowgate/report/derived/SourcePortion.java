package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes the new parts of some partitions of a source table, which a refresh processes together. */
record SourcePortion(List<SourceParts.Partition> partitions) {
    SourcePortion {
        partitions = List.copyOf(partitions);
    }

    /** Returns the number of rows in new parts, including duplicates. */
    long newRows() {
        return partitions.stream().mapToLong(SourceParts.Partition::newRows).sum();
    }

    /** Returns the greatest block number of each partition. */
    Map<String, Long> blocks() {
        Map<String, Long> blocks = new HashMap<>();
        partitions.forEach(partition -> blocks.put(partition.id(), partition.block()));
        return blocks;
    }

    /**
     * Returns the condition for rows of new parts, including parts inserted or merged since. It may include processed rows, but
     * excludes only processed rows.
     */
    String condition() {
        String condition = "_partition_id IN ("
                + texts(partitions.stream().map(SourceParts.Partition::id).toList()) + ")";
        List<String> processed = partitions.stream()
                .flatMap(partition -> partition.processedParts().stream())
                .toList();
        return processed.isEmpty() ? condition : condition + " AND _part NOT IN (" + texts(processed) + ")";
    }

    static String texts(Collection<String> values) {
        return values.stream().map(SqlQuoting::text).collect(joining(", "));
    }
}
