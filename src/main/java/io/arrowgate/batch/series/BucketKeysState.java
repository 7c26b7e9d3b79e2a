package io.arrowgate.batch.series;

import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * Keeps the keys of the buckets in state, so that a restored job finds the state of its alerts, regardless of the version that wrote
 * it. Written by the first subtask, read by all.
 */
public final class BucketKeysState {
    private final ListState<int[]> state;
    private BucketKeys keys;

    public BucketKeysState(OperatorStateStore store) throws Exception {
        state = store.getUnionListState(
                new ListStateDescriptor<>("bucket-keys", PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    /**
     * Returns the keys in state; else those of 0.1.0, which wrote none, if the operator was restored; else balanced ones.
     *
     * @param maxParallelism of the alert operator
     */
    public BucketKeys restore(boolean restored, int maxParallelism) throws Exception {
        Iterator<int[]> known = state.get().iterator();
        if (known.hasNext()) {
            keys = BucketKeys.of(known.next());
        } else {
            keys = restored ? BucketKeys.legacy() : BucketKeys.balanced(maxParallelism);
        }
        return keys;
    }

    public void snapshot(int subtask) throws Exception {
        state.update(subtask == 0 ? List.of(keys.toArray()) : List.of());
    }
}
