// Command go prints the rows of an Arrow topic as JSON lines, with franz-go and arrow-go.
// Usage: go run ./readers/go BOOTSTRAP_SERVERS TOPIC
package main

import (
	"bytes"
	"log"
	"os"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
)

func main() {
	if err := readMessages(os.Args[1], os.Args[2], printRows); err != nil {
		log.Fatal(err)
	}
}

// printRows prints the rows of a message, which is one complete Arrow IPC stream.
func printRows(message []byte) error {
	reader, err := ipc.NewReader(bytes.NewReader(message))
	if err != nil {
		return err
	}
	defer reader.Release()
	for reader.Next() {
		if err := array.RecordToJSON(reader.RecordBatch(), os.Stdout); err != nil {
			return err
		}
	}
	return reader.Err()
}
