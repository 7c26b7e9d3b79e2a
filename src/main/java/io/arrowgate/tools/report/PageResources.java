package io.arrowgate.tools.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Loads the resources of pages: scripts, styles and the chart library. */
public final class PageResources {
    /** The chart library, which draws without a network. */
    public static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private PageResources() {}

    /** Reads a resource as text. */
    public static String text(String name) {
        try (InputStream file = PageResources.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
