package io.arrowgate.alert;

import io.arrowgate.batch.SeriesName;
import io.arrowgate.batch.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Judges slices of many series by the rules of their stream, as the job would, but without Flink. Not thread-safe. */
public final class SliceEvaluation {
    private final int fields;
    private final RuleSet rules;
    private final SeriesAlerts alerts;
    private final Map<String, SeriesState> series = new HashMap<>();

    public SliceEvaluation(StreamDefinition stream) {
        fields = stream.readingFields().size();
        rules = new ActiveRules(stream).after(List.of());
        alerts = new SeriesAlerts(stream);
    }

    /** Judges all rows of a message. */
    public void judge(SeriesSlices slices, long nowMillis, Consumer<Alert> output) {
        alerts.at(nowMillis, rules, slices.topicId(), output);
        int begin = 0;
        for (int i = 0; i < slices.names().length; i++) {
            String name = slices.names()[i];
            SeriesState state = series.computeIfAbsent(SeriesName.key(name), first -> new SeriesState(fields));
            alerts.turnTo(name, state);
            alerts.judge(slices, begin, slices.ends()[i]);
            begin = slices.ends()[i];
        }
    }
}
