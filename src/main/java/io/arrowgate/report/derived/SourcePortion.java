package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
        return "_partition_id IN ("
                + texts(partitions.stream().map(SourceParts.Partition::id).toList()) + ")"
                + notIn(names(SourceParts.Partition::processedParts))
                        .map(" AND "::concat)
                        .orElse("")
                + notIn(names(SourceParts.Partition::mixedParts))
                        .map(others -> " AND (" + others + newBlocks() + ")")
                        .orElse("");
    }

    private List<String> names(Function<SourceParts.Partition, List<String>> parts) {
        return partitions.stream()
                .flatMap(partition -> parts.apply(partition).stream())
                .toList();
    }

    private static Optional<String> notIn(List<String> parts) {
        return parts.isEmpty() ? Optional.empty() : Optional.of("_part NOT IN (" + texts(parts) + ")");
    }

    private String newBlocks() {
        return partitions.stream()
                .filter(partition -> !partition.mixedParts().isEmpty())
                .map(partition -> " OR _partition_id = %s AND _block_number > %d"
                        .formatted(SqlQuoting.text(partition.id()), partition.processed()))
                .collect(joining());
    }

    static String texts(Collection<String> values) {
        return values.stream().map(SqlQuoting::text).collect(joining(", "));
    }
}
