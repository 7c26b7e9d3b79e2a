package io.arrowgate.tools.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a rate in events per second, such as {@code 5000} or {@code 5000/s}. */
public final class RateConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        String number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
        if (!number.matches("\\d+(\\.\\d+)?") || Double.parseDouble(number) == 0) {
            throw new TypeConversionException("'%s' is not a rate; give for example 5000/s".formatted(text));
        }
        return Double.valueOf(number);
    }
}
