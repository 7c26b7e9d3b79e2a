package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFile() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/x.csv"), """
                timestamp,value
                2024-05-06 12:00:00,1
                2024-05-06 12:05:00,2
                2024-05-06 12:10:00,
                2024-05-06 12:15:00,4
                """);
    }

    private List<LabelledSeries> read(String windows) throws IOException {
        Files.writeString(folder.resolve("windows.json"), windows);
        return new LabelledFolder(folder).read();
    }

    @Test
    void windowsAreRowsAndMissingValuesAreNaN() throws IOException {
        LabelledSeries series =
                read("{\"a/x.csv\": [[\"2024-05-06 12:05:00.000000\", \"2024-05-06 12:10:00.000000\"]]}")
                        .get(0);

        assertThat(series.rows()).isEqualTo(4);
        assertThat(series.value(3)).isEqualTo(4);
        assertThat(series.value(2)).isNaN();
        assertThat(series.windows()).containsExactly(new LabelledSeries.Window(1, 2));
    }

    @Test
    void windowWithoutARowIsReportedWithFileAndTime() {
        assertThatThrownBy(() -> read("{\"a/x.csv\": [[\"2024-05-06 12:05:00\", \"2024-05-06 12:11:00\"]]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("windows.json: a/x.csv: no row has the time '2024-05-06 12:11:00'");
    }

    @Test
    void overlappingWindowsAreReported() {
        assertThatThrownBy(() -> read("""
                                {"a/x.csv": [["2024-05-06 12:00:00", "2024-05-06 12:05:00"],
                                             ["2024-05-06 12:05:00", "2024-05-06 12:15:00"]]}"""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a/x.csv: windows overlap, or end before they start");
    }

    @Test
    void otherJsonIsReportedWithItsForm() {
        assertThatThrownBy(() -> read("[1]"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("windows.json: not of the form {\"file.csv\": [[\"start\", \"end\"], …], …}");
    }

    @Test
    void thinnedSeriesKeepsTheRowsOfAWindowThatRemain() throws IOException {
        LabelledSeries series = read("{\"a/x.csv\": [[\"2024-05-06 12:05:00\", \"2024-05-06 12:15:00\"]]}")
                .get(0)
                .ofRows(new int[] {0, 1, 3});

        assertThat(series.windows()).containsExactly(new LabelledSeries.Window(1, 2));
        assertThat(series.value(2)).isEqualTo(4);
    }
}
