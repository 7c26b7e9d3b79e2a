package io.arrowgate.batch;

import io.arrowgate.common.kafka.UnusableTopicException;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Keeps the raw topic's id in state, so that a job restored on a recreated topic fails instead of confusing its offsets with those
 * of the old topic. One string, written by the first subtask and read by all.
 */
final class TopicIdState {
    private final ListState<String> state;
    private String topicId;

    TopicIdState(OperatorStateStore store) throws Exception {
        state = store.getUnionListState(new ListStateDescriptor<>("topic-id", Types.STRING));
    }

    /** Returns true if state was restored; restored state always has an id. */
    boolean isRestored() throws Exception {
        return state.get().iterator().hasNext();
    }

    /** Checks the topic's current id against the id in state, if there is one, and returns it. */
    String verify(String topic, String found) throws Exception {
        for (String known : state.get()) {
            if (!known.equals(found)) {
                throw UnusableTopicException.otherTopic(topic, known, found);
            }
        }
        topicId = found;
        return found;
    }

    void snapshot(int subtask) throws Exception {
        state.update(subtask == 0 ? List.of(topicId) : List.of());
    }
}
