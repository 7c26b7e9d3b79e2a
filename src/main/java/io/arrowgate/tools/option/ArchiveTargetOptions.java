package io.arrowgate.tools.option;

import io.arrowgate.archive.ArchiveLocation;
import io.arrowgate.archive.S3Object;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.report.derived.DayTable;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the options that archive and restore share: the table and the credentials for S3. */
public final class ArchiveTargetOptions {
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--table",
            paramLabel = "T",
            required = true,
            description = "A stream's own table, such as sensors, or a derived table, such as turnstile_5m.")
    private String table;

    @Option(
            names = "--s3-collection",
            paramLabel = "NAME",
            description = "Named collection of the server for access to S3. Without it, " + KEY_ID + " and " + SECRET
                    + " of the environment; without these, the server's own configuration.")
    private String collection;

    public DayTable table(JobSettings settings) {
        Map<String, DayTable> known =
                DayTable.of(StreamDefinitions.load(settings.streamsPath()).values());
        DayTable found = known.get(table);
        if (found == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--table: '%s' is not a table of a stream%s; known are %s"
                            .formatted(table, NameSuggestion.suggestion(table, known.keySet()), known.keySet()));
        }
        return found;
    }

    public S3Object.Access access() {
        return collection == null
                ? new S3Object.Access(null, System.getenv(KEY_ID), System.getenv(SECRET))
                : new S3Object.Access(collection, null, null);
    }

    /** Parses a local path or an S3 URL. */
    public ArchiveLocation place(String text) {
        return S3Object.isUrl(text)
                ? new ArchiveLocation.Remote(new S3Object(text, access()))
                : new ArchiveLocation.Local(Path.of(text));
    }
}
