package main

import (
	"context"
	"errors"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// unreadPartitions returns the end offsets of the partitions that have messages. Open transactions are after the end.
func unreadPartitions(ctx context.Context, client *kgo.Client, topic string) (map[int32]int64, error) {
	admin := kadm.NewClient(client)
	starts, startsErr := admin.ListStartOffsets(ctx, topic)
	ends, endsErr := admin.ListCommittedOffsets(ctx, topic)
	unread := map[int32]int64{}
	ends.Each(func(end kadm.ListedOffset) {
		start, _ := starts.Lookup(topic, end.Partition)
		if start.Offset < end.Offset {
			unread[end.Partition] = end.Offset
		}
	})
	return unread, errors.Join(startsErr, endsErr, starts.Error(), ends.Error())
}
