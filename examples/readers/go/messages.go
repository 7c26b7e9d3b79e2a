package main

import (
	"context"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
)

// readMessages calls onMessage with the value of each committed message of the topic, up to its present end.
func readMessages(bootstrapServers, topic string, onMessage func([]byte) error) error {
	ctx := context.Background()
	client, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(bootstrapServers, ",")...), kgo.ConsumeTopics(topic),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()), kgo.KeepControlRecords())
	if err != nil {
		return err
	}
	defer client.Close()
	unread, err := unreadPartitions(ctx, client, topic)
	for err == nil && len(unread) > 0 {
		fetches := client.PollFetches(ctx)
		err = fetches.Err()
		for _, record := range fetches.Records() {
			// A partition usually ends with a control record, the marker of a transaction.
			if !record.Attrs.IsControl() {
				if err := onMessage(record.Value); err != nil {
					return err
				}
			}
			if record.Offset+1 >= unread[record.Partition] {
				delete(unread, record.Partition)
			}
		}
	}
	return err
}
