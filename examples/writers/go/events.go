package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var start = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

type reading struct {
	Device  string    `json:"device"`
	Time    time.Time `json:"ts"`
	CPUUsed float64   `json:"cpu_used"`
}

// events returns one event for each topic. The key is that of the series, so that its events stay in order.
func events(i int) []*kgo.Record {
	name, at := fmt.Sprintf("go-%d", i%10), start.Add(time.Duration(i)*time.Second)
	object, _ := json.Marshal(reading{name, at, float64(i%1000) / 10}) // Fails for NaN and infinity only.
	time := at.Format("01/02/2006,15:04:05")
	line := fmt.Sprintf(`%s,R001,02-00,"MAIN ST, NORTH",4,IRT,%s,REGULAR,%d,%d`, name, time, i, 2*i)
	point := fmt.Sprintf(`telemetry,car=%s,driver=Ann\ Lee lap=%di,speed=%d.5 %d`, name, i, i%300, at.UnixNano())
	return []*kgo.Record{
		{Topic: "sensors", Key: []byte(name), Value: object},
		{Topic: "turnstiles", Key: []byte(name + ",R001,02-00"), Value: []byte(line)},
		{Topic: "telemetry", Key: []byte(name), Value: []byte(point)},
	}
}
