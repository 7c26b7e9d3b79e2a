package io.arrowgate.alert;

import io.arrowgate.alert.evaluate.SeriesAlertProcessor;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Evaluates the rules of a stream on slices of many series, as the job would, but without Flink. Not thread-safe. */
public final class StandaloneSliceEvaluator {
    private final int fields;
    private final RuleSet rules;
    private final SeriesAlertProcessor alerts;
    private final Map<String, SeriesState> series = new HashMap<>();

    public StandaloneSliceEvaluator(StreamDefinition stream) {
        fields = stream.readingFields().size();
        rules = new ActiveRules(stream).withChanges(List.of());
        alerts = new SeriesAlertProcessor(stream);
    }

    /** Evaluates all rows of a message. */
    public void evaluate(SeriesSlices slices, long nowMillis, Consumer<Alert> output) {
        alerts.begin(nowMillis, rules, slices.topicId(), output);
        int begin = 0;
        for (int i = 0; i < slices.names().length; i++) {
            String name = slices.names()[i];
            SeriesState state = series.computeIfAbsent(SeriesName.key(name), first -> new SeriesState(fields));
            alerts.bind(name, state);
            alerts.evaluate(slices, begin, slices.ends()[i]);
            begin = slices.ends()[i];
        }
    }
}
