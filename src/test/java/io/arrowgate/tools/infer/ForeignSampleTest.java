package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.cli.CommandLineRun;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignSampleTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'' ! UTF-8 ! is empty",
                "<?xml version=\"1.0\"?><a/> ! UTF-8 ! looks like XML, which the job does not read: convert it to JSON or CSV",
                "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47 ! UTF-8 ! looks like NMEA 0183",
                "node_temp{chip=\"a\"} 21.5 1715594400000 ! UTF-8 ! looks like metrics of Prometheus",
                "time=2024-05-13T10:00:00Z device=a temp=21.5 ! UTF-8 ! looks like logfmt",
                "dev1:{\"t\":1.5} ! UTF-8 ! looks like JSON after keys",
                "[2,\"19223201\",\"MeterValues\",{\"connectorId\":1}] ! UTF-8 ! looks like JSON arrays of values",
                "2024-05-13T10:00:00Z  a   21.5 ! UTF-8 ! looks like columns that are separated by blanks",
                "2024-05-13 10:00:00 a 21.5 ! UTF-8 ! looks like columns that are separated by blanks",
                "Gerät;Temp ! ISO-8859-1 ! not UTF-8: byte 0xe4 at 3, after 'Ger'; send UTF-8",
                "device,temp ! UTF-16 ! not plain text but text in UTF-16; send UTF-8",
            })
    void otherFormatIsNamedWithRemedy(String text, String charset, String message) throws IOException {
        Path file = Files.write(folder.resolve("sample.txt"), text.getBytes(Charset.forName(charset)));

        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).startsWith("arrowgate: " + file + ": " + message);
        assertThat(run.out()).isEmpty();
    }
}
