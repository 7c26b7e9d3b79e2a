package io.arrowgate.batch;

import io.arrowgate.common.kafka.UnusableTopicException;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The id of the raw topic, kept in state: a job that is restored onto another topic of the same name fails instead of taking the
 * new offsets for the old ones. One string, written by the first subtask, read by all.
 */
final class TopicIdState {
    private final ListState<String> state;
    private String topicId;

    TopicIdState(OperatorStateStore store) throws Exception {
        state = store.getUnionListState(new ListStateDescriptor<>("topic-id", Types.STRING));
    }

    /** Returns whether a state was restored: each one has an id. */
    boolean isRestored() throws Exception {
        return state.get().iterator().hasNext();
    }

    /** The id that Kafka has now, which must be the one that the state has, if it has one. */
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
