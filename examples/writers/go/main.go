// Command go sends events as JSON, CSV and line protocol to the topics sensors, turnstiles and telemetry.
// Usage: go run ./writers/go BOOTSTRAP_SERVERS COUNT
package main

import (
	"context"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	// By default, producers are idempotent and wait for all in-sync replicas.
	client, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(os.Args[1], ",")...))
	if err != nil {
		log.Fatal(err)
	}
	delivered := kgo.AbortingFirstErrPromise(client) // The first error makes the other events fail, too.
	for i := range count {
		for _, record := range events(i) {
			client.Produce(context.Background(), record, delivered.Promise())
		}
	}
	if err := client.Flush(context.Background()); err != nil {
		log.Fatal(err)
	}
	if err := delivered.Err(); err != nil {
		log.Fatal("an event was not delivered: ", err)
	}
	client.Close()
}
