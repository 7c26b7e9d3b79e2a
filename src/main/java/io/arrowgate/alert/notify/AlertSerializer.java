package io.arrowgate.alert.notify;

import io.arrowgate.common.CustomTypeInfo;
import io.arrowgate.common.WireSerializer;
import io.arrowgate.stream.Severity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes alerts between tasks. */
public final class AlertSerializer extends WireSerializer<Alert> {
    /** Returns the type information of alerts. */
    public static CustomTypeInfo<Alert> typeInfo() {
        return new CustomTypeInfo<>(Alert.class, new AlertSerializer());
    }

    @Override
    public void serialize(Alert alert, DataOutputView target) throws IOException {
        writeText(alert.id(), target);
        writeText(alert.state().name(), target);
        writeText(alert.rule(), target);
        writeText(alert.kind(), target);
        writeText(alert.severity().name(), target);
        writeText(alert.stream(), target);
        writeColumns(alert.series(), target);
        writeColumns(alert.labels(), target);
        writeText(alert.field(), target);
        writeNumber(alert.value(), target);
        writeNumber(alert.threshold(), target);
        writeNumber(alert.score(), target);
        writeNumber(alert.expectedLow(), target);
        writeNumber(alert.expectedHigh(), target);
        writeInstant(alert.firstTime(), target);
        writeInstant(alert.lastTime(), target);
        target.writeLong(alert.readings());
        writeText(alert.text(), target);
        writeText(alert.topicId(), target);
        target.writeInt(alert.partition());
        target.writeLong(alert.offset());
        target.writeInt(alert.row());
        writeInstant(alert.emittedAt(), target);
        target.writeInt(alert.stormLimit());
    }

    @Override
    public Alert deserialize(DataInputView source) throws IOException {
        return new Alert(
                readText(source),
                AlertState.valueOf(readText(source)),
                readText(source),
                readText(source),
                Severity.valueOf(readText(source)),
                readText(source),
                readColumns(source),
                readColumns(source),
                readText(source),
                readNumber(source),
                readNumber(source),
                readNumber(source),
                readNumber(source),
                readNumber(source),
                readInstant(source),
                readInstant(source),
                source.readLong(),
                readText(source),
                readText(source),
                source.readInt(),
                source.readLong(),
                source.readInt(),
                readInstant(source),
                source.readInt());
    }

    private static void writeColumns(Map<String, String> columns, DataOutputView target) throws IOException {
        target.writeInt(columns.size());
        for (Map.Entry<String, String> column : columns.entrySet()) {
            writeText(column.getKey(), target);
            writeText(column.getValue(), target);
        }
    }

    private static Map<String, String> readColumns(DataInputView source) throws IOException {
        int size = source.readInt();
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            columns.put(readText(source), readText(source));
        }
        return columns;
    }

    private static void writeNumber(Double number, DataOutputView target) throws IOException {
        target.writeBoolean(number != null);
        if (number != null) {
            target.writeDouble(number);
        }
    }

    private static Double readNumber(DataInputView source) throws IOException {
        return source.readBoolean() ? Double.valueOf(source.readDouble()) : null;
    }
}
