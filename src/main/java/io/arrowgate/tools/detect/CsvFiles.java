package io.arrowgate.tools.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists CSV files to read.
 *
 * @param root folder that the names of the files are relative to
 * @param files in order
 */
public record CsvFiles(Path root, List<Path> files) {
    private static final String CSV = ".csv";

    public CsvFiles {
        files = List.copyOf(files);
    }

    /**
     * Lists a file, or the CSV files below a folder.
     *
     * @throws IllegalArgumentException if the folder has none, or results in this output folder could replace files
     */
    public static CsvFiles of(Path fileOrFolder, Path output) throws IOException {
        Path path = fileOrFolder.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new NoSuchFileException(fileOrFolder.toString());
        }
        boolean folder = Files.isDirectory(path);
        Path root = folder ? path : path.getParent();
        if (output.equals(root) || (folder && output.startsWith(root))) {
            throw new IllegalArgumentException(
                    "--out: '%s' contains the files of --csv; give another directory".formatted(output));
        }
        return new CsvFiles(root, folder ? below(path) : List.of(path));
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> files = paths.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(CSV))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException("--csv: '%s' contains no *%s files".formatted(folder, CSV));
            }
            return files;
        }
    }
}
