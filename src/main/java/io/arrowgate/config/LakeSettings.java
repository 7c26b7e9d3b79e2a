package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Describes where micro-batches are also kept as Arrow files.
 *
 * @param path of a folder that every TaskManager reaches; null for no files
 */
public record LakeSettings(String path) implements Serializable {
    private static final Pattern ABSOLUTE = Pattern.compile("(/|[a-z][a-z0-9+.-]*:/).+");

    public LakeSettings {
        check(
                path == null || ABSOLUTE.matcher(path).matches(),
                ArrowgateOptions.LAKE_PATH,
                path,
                "is not absolute; give a folder such as /data/lake, or a URI such as s3://bucket/lake");
    }

    static LakeSettings from(ResolvedOptions options) {
        return new LakeSettings(options.get(ArrowgateOptions.LAKE_PATH));
    }

    public boolean isEnabled() {
        return path != null;
    }
}
