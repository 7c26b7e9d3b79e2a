package io.arrowgate.job;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Loads the rows of a lake's files into a table, with the day in the folder's name. The local ClickHouse cannot read files. */
final class LakeFiles {
    private final JobTestBed bed;
    private final Path dir;
    private final Set<Path> loaded = new HashSet<>();

    LakeFiles(JobTestBed bed, Path dir) {
        this.bed = bed;
        this.dir = dir;
    }

    String table() {
        return "{db}.lake_files";
    }

    /** Loads the new files that have their final name and returns the total number of rows. */
    int load() {
        bed.query("CREATE TABLE IF NOT EXISTS {db}.lake_part ENGINE = Memory AS SELECT * FROM {db}.sensors LIMIT 0");
        bed.query("CREATE TABLE IF NOT EXISTS {db}.lake_files ENGINE = Memory"
                + " AS SELECT *, toDate(0) AS day FROM {db}.sensors LIMIT 0");
        for (Path file : files()) {
            SharedStack.insert(bed.database + ".lake_part", "Arrow", file);
            String day = file.getParent().getFileName().toString().substring("day=".length());
            bed.query("INSERT INTO {db}.lake_files SELECT *, '%s' FROM {db}.lake_part".formatted(day));
            bed.query("TRUNCATE TABLE {db}.lake_part");
            loaded.add(file);
        }
        return Integer.parseInt(bed.query("SELECT count() FROM {db}.lake_files"));
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(file -> file.getFileName().toString().matches("[^.].*\\.arrow") && !loaded.contains(file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + dir, e);
        }
    }
}
