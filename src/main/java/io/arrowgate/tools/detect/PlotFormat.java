package io.arrowgate.tools.detect;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Writes plots in a format. */
public enum PlotFormat {
    SVG {
        @Override
        void write(SeriesPlot plot, OutputStream out) throws IOException {
            VectorGraphics2D graphics = new VectorGraphics2D();
            plot.paint(graphics);
            PageSize size = new PageSize(SeriesPlot.WIDTH, SeriesPlot.HEIGHT);
            Processors.get("svg").getDocument(graphics.getCommands(), size).writeTo(out);
        }
    },
    PNG {
        @Override
        void write(SeriesPlot plot, OutputStream out) throws IOException {
            BufferedImage image = new BufferedImage(SeriesPlot.WIDTH, SeriesPlot.HEIGHT, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            plot.paint(graphics);
            graphics.dispose();
            ImageIO.write(image, "png", out);
        }
    },
    NONE {
        @Override
        void write(SeriesPlot plot, OutputStream out) {}

        @Override
        void write(SeriesPlot plot, Path result) {}
    };

    abstract void write(SeriesPlot plot, OutputStream out) throws IOException;

    /** Writes a plot next to a result, with the extension of the format; none if there are no values. */
    void write(SeriesPlot plot, Path result) throws IOException {
        if (plot.isEmpty()) {
            return;
        }
        String name = result.getFileName().toString().replaceFirst("\\.csv$", "");
        try (OutputStream out = Files.newOutputStream(result.resolveSibling(name + "." + label()))) {
            write(plot, out);
        }
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses {@code --plot}. */
    public static final class Converter implements ITypeConverter<PlotFormat> {
        @Override
        public PlotFormat convert(String text) {
            for (PlotFormat format : values()) {
                if (format.label().equals(text)) {
                    return format;
                }
            }
            throw new TypeConversionException("'%s' is not a format; give svg, png or none".formatted(text));
        }
    }
}
