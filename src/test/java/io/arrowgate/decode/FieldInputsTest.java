package io.arrowgate.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.source.RawRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decodes records as devices, gateways and tools send them. */
class FieldInputsTest {
    private static final long TIMESTAMP = Instant.parse("2024-05-13T12:00:00Z").toEpochMilli();

    @Test
    void sensorReportOfTasmota() {
        DecodedRows rows = stream("json", "key-pattern: tele/{device}/SENSOR", """
                - {name: device, type: string, required: true, source: [_key.device]}
                - {name: at, type: timestamp, required: true, source: [Time]}
                - {name: temperature, type: float64, source: [AM2301.Temperature]}
                - {name: power, type: float64, source: [ENERGY.Power]}
                - {name: unit, type: string, source: [TempUnit]}
                """);

        assertThat(decode(rows, "tele/attic/SENSOR", """
                {"Time":"2024-01-16T11:11:51","AM2301":{"Temperature":19.4,"Humidity":48.1,"DewPoint":8.2},"TempUnit":"C"}"""))
                .containsExactly("{device=attic, at=2024-01-16T11:11:51Z, temperature=19.4, power=null, unit=C}");
        assertThat(decode(rows, "tele/attic/SENSOR", """
                {"Time":"2024-01-16T11:12:51","AM2301":{"Temperature":null,"Humidity":null},\
                "ENERGY":{"TotalStartTime":"2023-12-01T00:00:00","Total":44.657,"Power":[12,3]},"TempUnit":"C"}"""))
                .singleElement()
                .asString()
                .contains("ENERGY.Power: is an array; set source to a path into it, such as 'ENERGY.Power[0]'");
    }

    @Test
    void statusOfShellyPlug() {
        DecodedRows rows = stream("json", "key-pattern: '{device}/status/switch:0'", """
                - {name: device, type: string, required: true, source: [_key.device]}
                - {name: at, type: timestamp, required: true, source: [aenergy.minute_ts]}
                - {name: relay, type: boolean, source: [output]}
                - {name: power, type: float64, source: [apower]}
                - {name: total, type: float64, source: [aenergy.total]}
                - {name: last_minute, type: float64, source: ["aenergy.by_minute[0]"]}
                - {name: celsius, type: float64, source: [temperature.tC]}
                """);

        assertThat(decode(rows, "shellyplusplugs-80646f/status/switch:0", """
                {"id":0, "source":"init", "output":true, "apower":8.9, "voltage":237.5,\
                "aenergy":{"total":6.532,"by_minute":[45.199,47.141,88.397],"minute_ts":1715601599},\
                "temperature":{"tC":23.5, "tF":74.4}}"""))
                .containsExactly("{device=shellyplusplugs-80646f, at=2024-05-13T11:59:59Z, relay=true, power=8.9,"
                        + " total=6.532, last_minute=45.199, celsius=23.5}");
    }

    @Test
    void notificationOfShellyRpc() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [src]}
                - {name: at, type: timestamp, required: true, source: [params.ts]}
                - {name: humidity, type: float64, source: ['params."humidity:0".rh']}
                """);

        assertThat(decode(rows, null, """
                {"src":"shellyhtg3-84fce6","dst":"shellyhtg3-84fce6/events","method":"NotifyFullStatus",\
                "params":{"ts":1715594400.61,"humidity:0":{"id":0,"rh":54.2}}}"""))
                .containsExactly("{device=shellyhtg3-84fce6, at=2024-05-13T10:00:00.610Z, humidity=54.2}");
    }

    @Test
    void uplinkOfChirpStack() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [deviceInfo.devEui]}
                - {name: at, type: timestamp, required: true, source: [time]}
                - {name: temperature, type: float64, source: [object.temperature]}
                - {name: frame, type: int64, source: [fCnt]}
                - {name: snr, type: float64, source: ["rxInfo[0].snr"]}
                - {name: tags, type: json, source: [deviceInfo.tags]}
                """);

        assertThat(decode(rows, null, """
                {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-a5c902f9202d","time":"2022-07-18T09:34:15.775023242+00:00",
                "deviceInfo":{"tenantName":"ChirpStack","devEui":"0101010101010101","tags":{"key":"value"}},
                "devAddr":"00189440","dr":1,"fPort":1,"fCnt":10,"data":"qg==","object":{"temperature":21.25},
                "rxInfo":[{"gatewayId":"0016c001f153a14c","rssi":-48,"snr":9.0,"location":{}}],"txInfo":{"frequency":868500000}}
                """))
                .containsExactly(
                        "{device=0101010101010101, at=2022-07-18T09:34:15.775023Z, temperature=21.25, frame=10,"
                                + " snr=9.0, tags={\"key\":\"value\"}}");
    }

    @Test
    void uplinkOfTheThingsStack() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [end_device_ids.device_id]}
                - {name: at, type: timestamp, required: true, source: [received_at]}
                - {name: temperature, type: float64, source: [uplink_message.decoded_payload.temperature]}
                - {name: frame, type: int64, source: [uplink_message.f_cnt]}
                """);

        assertThat(decode(rows, null, """
                {"end_device_ids":{"device_id":"dev1","application_ids":{"application_id":"app1"}},"correlation_ids":["as:up:01"],\
                "received_at":"2024-02-12T15:15:45.787Z","uplink_message":{"f_port":1,"f_cnt":42,"frm_payload":"AQ==",\
                "decoded_payload":{"temperature":1.5},"rx_metadata":[{"gateway_ids":{"gateway_id":"gtw1"},"rssi":-35}]}}"""))
                .containsExactly("{device=dev1, at=2024-02-12T15:15:45.787Z, temperature=1.5, frame=42}");
    }

    @Test
    void messageOfAzureIotHub() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [_headers.iothub-connection-device-id]}
                - {name: at, type: timestamp, required: true, source: [_headers.iothub-enqueuedtime]}
                - {name: temperature, type: float64}
                """);
        RecordHeaders headers = new RecordHeaders();
        headers.add("iothub-connection-device-id", "boiler-7".getBytes(UTF_8));
        headers.add("iothub-enqueuedtime", "1715601600000".getBytes(UTF_8));
        byte[] value = "{\"temperature\":71}".getBytes(UTF_8);

        assertThat(results(rows, new RawRecord().set("hub", 0, 0, TIMESTAMP, null, value, headers)))
                .containsExactly("{device=boiler-7, at=2024-05-13T12:00:00Z, temperature=71.0}");
    }

    @Test
    void eventOfAzureIotHubInEventGrid() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [data.systemProperties.iothub-connection-device-id]}
                - {name: at, type: timestamp, required: true, source: [data.systemProperties.iothub-enqueuedtime]}
                - {name: temperature, type: float64, source: [data.body.temperature]}
                """);

        assertThat(decode(rows, null, """
                [{"id":"9af86784","topic":"/SUBSCRIPTIONS/x","subject":"devices/boiler-7","eventType":"Microsoft.Devices.DeviceTelemetry",\
                "data":{"body":{"temperature":71.5},"properties":{},"systemProperties":{"iothub-content-type":"application/json",\
                "iothub-connection-device-id":"boiler-7","iothub-enqueuedtime":"2024-05-13T12:00:00.1230000Z"}},"dataVersion":""}]"""))
                .containsExactly("{device=boiler-7, at=2024-05-13T12:00:00.123Z, temperature=71.5}");
    }

    @Test
    void changeEventOfDebezium() {
        DecodedRows rows = stream("json", "tombstones: skip", """
                - {name: device, type: string, required: true, source: [payload.after.id]}
                - {name: at, type: timestamp, required: true, source: [payload.ts_ms]}
                - {name: temperature, type: float64, source: [payload.after.temperature]}
                - {name: measured, type: timestamp, source: [payload.after.measured]}
                - {name: day, type: date, source: [payload.after.day], formats: [epoch-d]}
                - {name: op, type: string, source: [payload.op]}
                """);

        assertThat(decode(rows, "{\"payload\":{\"id\":1004}}", """
                {"schema":{"type":"struct","fields":[{"type":"int32","field":"id"}]},"payload":{"before":null,\
                "after":{"id":1004,"temperature":21.5,"measured":1715601600123456,"day":19856},\
                "source":{"version":"2.6","ts_ms":1715601599000},"op":"c","ts_ms":1715601600000}}"""))
                .containsExactly("{device=1004, at=2024-05-13T12:00:00Z, temperature=21.5,"
                        + " measured=2024-05-13T12:00:00.123456Z, day=2024-05-13, op=c}");
    }

    @Test
    void metricsOfSparkplugInJson() {
        DecodedRows rows = stream("json", "each: metrics\nkey-pattern: spBv1.0/{group}/DDATA/{node}/{device}", """
                - {name: device, type: string, required: true, source: [_key.device]}
                - {name: metric, type: string, required: true, source: [name]}
                - {name: at, type: timestamp, required: true, source: [timestamp]}
                - {name: number, type: float64, source: [value], on-bad-value: null}
                - {name: text, type: string, source: [value]}
                - {name: seq, type: int32}
                """);

        assertThat(decode(rows, "spBv1.0/plant/DDATA/edge/pump", """
                {"timestamp":1715601600500,"metrics":[{"name":"Flow","timestamp":1715601600000,"dataType":"Float","value":12.5},\
                {"name":"Running","dataType":"Boolean","value":true},{"name":"State","dataType":"String","value":"idle"}],"seq":7}"""))
                .containsExactly(
                        "{device=pump, metric=Flow, at=2024-05-13T12:00:00Z, number=12.5, text=12.5, seq=7}",
                        "{device=pump, metric=Running, at=2024-05-13T12:00:00.500Z, number=null, text=true, seq=7}",
                        "{device=pump, metric=State, at=2024-05-13T12:00:00.500Z, number=null, text=idle, seq=7}");
    }

    @Test
    void firstElementOfAnArrayIsAColumn() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [dev]}
                - {name: at, type: timestamp, required: true, source: [data.ts]}
                - {name: v, type: float64, source: ["data.metrics[0].value"]}
                """);

        assertThat(decode(
                        rows,
                        null,
                        "{\"dev\":\"a\",\"data\":{\"ts\":1715601600,\"metrics\":[{\"value\":2.5},{\"value\":3}]}}"))
                .containsExactly("{device=a, at=2024-05-13T12:00:00Z, v=2.5}");
        assertThat(decode(rows, null, "{\"dev\":\"a\",\"data\":{\"ts\":1715601600,\"metrics\":[]}}"))
                .containsExactly("{device=a, at=2024-05-13T12:00:00Z, v=null}");
    }

    @Test
    void senMlPack() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [n]}
                - {name: at, type: timestamp, required: true, source: [bt], formats: [epoch-s]}
                - {name: v, type: float64}
                """);

        assertThat(decode(rows, null, """
                [{"n":"urn:dev:ow:10e2073a01080063","bt":1.276020076001e+09,"u":"Cel","v":23.1}]"""))
                .containsExactly("{device=urn:dev:ow:10e2073a01080063, at=2010-06-08T18:01:16.001Z, v=23.1}");
    }

    @Test
    void batchOfTelegraf() {
        DecodedRows rows = stream("influx", "", """
                - {name: device, type: string, required: true, source: [host]}
                - {name: at, type: timestamp, required: true, source: [_time]}
                - {name: measurement, type: string, source: [_measurement]}
                - {name: idle, type: float64, source: [usage_idle]}
                - {name: total, type: uint64}
                - {name: up, type: boolean}
                """);

        assertThat(decode(rows, "telegraf", """
                cpu,cpu=cpu-total,host=web\\ 1 usage_idle=98.2,usage_iowait=0i 1715601600000000000
                mem,host=web\\ 1 total=18446744073709551615u,used_percent=51.2 1715601600000000001
                net_response,host=web\\ 2,server=db result_type="success",up=t 1715601600000000000
                """))
                .containsExactly(
                        "{device=web 1, at=2024-05-13T12:00:00Z, measurement=cpu, idle=98.2, total=null, up=null}",
                        "{device=web 1, at=2024-05-13T12:00:00Z, measurement=mem, idle=null, total=18446744073709551615, up=null}",
                        "{device=web 2, at=2024-05-13T12:00:00Z, measurement=net_response, idle=null, total=null, up=true}");
    }

    @Test
    void batchOfTelegrafInJson() {
        DecodedRows rows = stream("json", "each: metrics", """
                - {name: device, type: string, required: true, source: [tags.host]}
                - {name: at, type: timestamp, required: true, source: [timestamp]}
                - {name: measurement, type: string, source: [name]}
                - {name: idle, type: float64, source: [fields.usage_idle]}
                """);

        assertThat(decode(rows, null, """
                {"metrics":[{"fields":{"usage_idle":98.2},"name":"cpu","tags":{"host":"a"},"timestamp":1715601600},\
                {"fields":{"free":1},"name":"mem","tags":{"host":"b"},"timestamp":1715601600}]}"""))
                .containsExactly(
                        "{device=a, at=2024-05-13T12:00:00Z, measurement=cpu, idle=98.2}",
                        "{device=b, at=2024-05-13T12:00:00Z, measurement=mem, idle=null}");
    }

    @Test
    void stateOfZigbee2Mqtt() {
        DecodedRows rows = stream("json", "key-pattern: zigbee2mqtt/{device}", """
                - {name: device, type: string, required: true, source: [_key.device]}
                - {name: at, type: timestamp, required: true, source: [_time]}
                - {name: temperature, type: float64}
                - {name: open, type: boolean, source: [contact]}
                - {name: relay, type: boolean, source: [state]}
                - {name: battery, type: int32}
                """);

        assertThat(decode(rows, "zigbee2mqtt/kitchen/window", """
                {"battery":97.5,"contact":false,"linkquality":120,"state":"ON","temperature":21.5,"update":{"state":"idle"}}"""))
                .singleElement()
                .asString()
                .contains("battery: '97.5' has a fraction");
        assertThat(decode(rows, "zigbee2mqtt/kitchen/window", """
                {"battery":null,"contact":false,"linkquality":120,"state":"OFF","temperature":"","update_available":null}"""))
                .containsExactly("{device=kitchen/window, at=2024-05-13T12:00:00Z, temperature=null, open=false,"
                        + " relay=false, battery=null}");
    }

    @Test
    void eventOfHomeAssistant() {
        DecodedRows rows = stream("json", "null-values: [unavailable, unknown]", """
                - {name: device, type: string, required: true, source: [event.data.new_state.entity_id]}
                - {name: at, type: timestamp, required: true, source: [event.data.new_state.last_updated]}
                - {name: state, type: float64, source: [event.data.new_state.state]}
                """);
        String event = """
                {"type":"event","event":{"event_type":"state_changed","data":{"new_state":{"entity_id":"sensor.attic","state":"%s",\
                "last_updated":"2024-05-13T12:00:00.123456+00:00"}}}}""";

        assertThat(decode(rows, null, event.formatted("21.5") + "\n" + event.formatted("unavailable")))
                .containsExactly(
                        "{device=sensor.attic, at=2024-05-13T12:00:00.123456Z, state=21.5}",
                        "{device=sensor.attic, at=2024-05-13T12:00:00.123456Z, state=null}");
    }

    @Test
    void counterOfPrometheusRemoteWriteAdapter() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [labels.instance]}
                - {name: at, type: timestamp, required: true, source: [timestamp]}
                - {name: value, type: float64}
                - {name: total, type: uint64, source: [value]}
                """);
        String sample = """
                {"labels":{"__name__":"node_network_receive_bytes_total","instance":"web:9100"},"name":"n",\
                "timestamp":"2024-05-13T12:00:00Z","value":"%s"}""";

        assertThat(decode(rows, null, sample.formatted("18446744073709551615")))
                .containsExactly("{device=web:9100, at=2024-05-13T12:00:00Z, value=1.8446744073709552E19,"
                        + " total=18446744073709551615}");
        assertThat(decode(rows, null, sample.formatted("NaN")))
                .containsExactly("{device=web:9100, at=2024-05-13T12:00:00Z, value=null, total=null}");
        assertThat(decode(rows, null, sample.formatted("1.5e+06")))
                .containsExactly("{device=web:9100, at=2024-05-13T12:00:00Z, value=1500000.0, total=1500000}");
    }

    @Test
    void pointsWithoutTimeHaveThatOfTheirRecord() {
        DecodedRows rows = stream("influx", "", """
                - {name: device, type: string, required: true, source: [host]}
                - {name: at, type: timestamp, required: true, source: [_time], formats: [epoch-s]}
                - {name: v, type: float64}
                """);

        assertThat(decode(rows, null, "m,host=a v=1\nm,host=b v=2.5 1715594400\n"))
                .containsExactly(
                        "{device=a, at=2024-05-13T12:00:00Z, v=1.0}", "{device=b, at=2024-05-13T10:00:00Z, v=2.5}");
    }

    @Test
    void recordOfKafkaConnectWithSchema() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true, source: [_key.payload.id]}
                - {name: at, type: timestamp, required: true, source: [payload.ts]}
                - {name: total, type: uint64, source: [payload.total]}
                """);

        assertThat(decode(rows, "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":7}}", """
                {"schema":{"type":"struct","optional":false},"payload":{"ts":1715601600000,"total":9007199254740993}}"""))
                .containsExactly("{device=7, at=2024-05-13T12:00:00Z, total=9007199254740993}");
    }

    @Test
    void eachOfAnArrayInsideOfConsecutiveObjects() {
        DecodedRows rows = stream("json", "each: readings", """
                - {name: gw, type: string}
                - {name: device, type: string, required: true, source: [meta.id]}
                - {name: at, type: timestamp, required: true, source: [time]}
                - {name: t, type: float64, source: [values.t]}
                """);

        assertThat(decode(rows, null, """
                {"gw":"g1","time":1715601600,"readings":[{"meta":{"id":"a"},"values":{"t":1}},{"meta":{},"values":{"t":2}},\
                {"meta":{"id":"c"},"time":1715594400,"values":null}]}"""))
                .containsExactly(
                        "{gw=g1, device=a, at=2024-05-13T12:00:00Z, t=1.0}",
                        "MISSING_VALUE element 2 of 3: meta.id: has no value",
                        "{gw=g1, device=c, at=2024-05-13T10:00:00Z, t=null}");
    }

    @Test
    void meterValuesOfOcppCharger() {
        DecodedRows rows = stream("json", "each: meterValue", """
                - {name: device, type: string, required: true, source: [chargePointId]}
                - {name: at, type: timestamp, required: true, source: [timestamp]}
                - {name: connector, type: int32, source: [connectorId]}
                - {name: energy, type: float64, source: ["sampledValue[0].value"]}
                - {name: unit, type: string, source: ["sampledValue[0].unit"]}
                - {name: more, type: json, source: ["sampledValue[1]"]}
                """);

        assertThat(decode(rows, null, """
                {"chargePointId":"CP-1","connectorId":2,"meterValue":[{"timestamp":"2024-05-13T12:00:00Z","sampledValue":[\
                {"value":"1204500.5","measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"11.4","unit":"kW"}]},\
                {"timestamp":"2024-05-13T12:00:30Z","sampledValue":[{"value":"-"}]},{"timestamp":"later","sampledValue":[]}]}"""))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .isEqualTo(
                                        "{device=CP-1, at=2024-05-13T12:00:00Z, connector=2, energy=1204500.5, unit=Wh,"
                                                + " more={\"value\":\"11.4\",\"unit\":\"kW\"}}"),
                        row -> assertThat(row)
                                .isEqualTo("{device=CP-1, at=2024-05-13T12:00:30Z, connector=2, energy=null, unit=null,"
                                        + " more=null}"),
                        row -> assertThat(row).startsWith("BAD_VALUE element 3 of 3: timestamp: 'later'"));
    }

    @Test
    void feedOfGtfsRealtime() {
        DecodedRows rows = stream("json", "each: entity", """
                - {name: device, type: string, required: true, source: [vehicle.vehicle.id]}
                - {name: at, type: timestamp, required: true, source: [vehicle.timestamp]}
                - {name: lat, type: float64, source: [vehicle.position.latitude]}
                - {name: feed, type: string, source: [header.gtfsRealtimeVersion]}
                """);

        assertThat(decode(rows, null, """
                {"header":{"gtfsRealtimeVersion":"2.0","timestamp":"1715601605"},"entity":[{"id":"1","vehicle":{"vehicle":{"id":"bus-1"},\
                "position":{"latitude":48.2},"timestamp":"1715601600"}},{"id":"2","vehicle":{"vehicle":{"id":"bus-2"},"timestamp":1715601600}}]}"""))
                .containsExactly(
                        "{device=bus-1, at=2024-05-13T12:00:00Z, lat=48.2, feed=2.0}",
                        "{device=bus-2, at=2024-05-13T12:00:00Z, lat=null, feed=2.0}");
    }

    @Test
    void featuresOfGeoJson() {
        DecodedRows rows = stream("json", "each: features", """
                - {name: device, type: string, required: true, source: [properties.tram]}
                - {name: at, type: timestamp, required: true, source: [properties.recorded]}
                - {name: lat, type: float64, source: ["geometry.coordinates[1]"]}
                - {name: lon, type: float64, source: ["geometry.coordinates[0]"]}
                - {name: geometry, type: string}
                """);

        assertThat(decode(rows, null, """
                {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[16.37,48.2]},\
                "properties":{"tram":"D-4","recorded":"2024-05-13T14:00:00.25+02:00"}},{"type":"Feature","geometry":null,\
                "properties":{"tram":"D-5","recorded":"2024-05-13T12:00:00Z"}}]}"""))
                .containsExactly(
                        "{device=D-4, at=2024-05-13T12:00:00.250Z, lat=48.2, lon=16.37,"
                                + " geometry={\"type\":\"Point\",\"coordinates\":[16.37,48.2]}}",
                        "{device=D-5, at=2024-05-13T12:00:00Z, lat=null, lon=null, geometry=null}");
    }

    @Test
    void statesOfOpenSkyAreArraysInAnArray() {
        DecodedRows rows = stream("json", "each: states", """
                - {name: device, type: string, required: true, source: ["_each_value[0]"]}
                - {name: at, type: timestamp, required: true, source: [time]}
                - {name: callsign, type: string, source: ["_each_value[1]"]}
                - {name: altitude, type: float64, source: ["_each_value[7]"]}
                - {name: on_ground, type: boolean, source: ["_each_value[8]"]}
                """);

        assertThat(decode(rows, null, """
                {"time":1715601600,"states":[["4b1805","SWR2WT  ","Switzerland",1715601599,1715601600,8.5,47.4,9144,false,210.5],\
                ["4b1806",null,"Switzerland",null,1715601600,null,null,null,true,0]]}"""))
                .containsExactly(
                        "{device=4b1805, at=2024-05-13T12:00:00Z, callsign=SWR2WT  , altitude=9144.0, on_ground=false}",
                        "{device=4b1806, at=2024-05-13T12:00:00Z, callsign=null, altitude=null, on_ground=true}");
    }

    @Test
    void shadowOfAwsIot() {
        DecodedRows rows = stream("json", "key-pattern: $aws/things/{thing}/shadow/update/accepted", """
                - {name: device, type: string, required: true, source: [_key.thing]}
                - {name: at, type: timestamp, required: true, source: [timestamp]}
                - {name: temperature, type: float64, source: [state.reported.temperature]}
                - {name: burner, type: boolean, source: [state.reported.burner]}
                - {name: measured, type: timestamp, source: [metadata.reported.temperature.timestamp]}
                """);

        assertThat(decode(rows, "$aws/things/boiler-1/shadow/update/accepted", """
                {"state":{"reported":{"temperature":68.5,"burner":"ON"}},"metadata":{"reported":{"temperature":{"timestamp":1715601599},\
                "burner":{"timestamp":1715601598}}},"version":101,"timestamp":1715601600,"clientToken":"a"}"""))
                .containsExactly("{device=boiler-1, at=2024-05-13T12:00:00Z, temperature=68.5, burner=true,"
                        + " measured=2024-05-13T11:59:59Z}");
        assertThat(decode(rows, "$aws/things/boiler-1/shadow/get/accepted", "{\"timestamp\":1715601600}"))
                .containsExactly("MISSING_VALUE _key.thing: has no value");
    }

    @Test
    void telegramOfSmartMeter() {
        DecodedRows rows = stream("json", "time-zone: Europe/Amsterdam", """
                - {name: device, type: string, required: true, source: [unique_id]}
                - {name: at, type: timestamp, required: true, source: [timestamp], formats: ["yyMMddHHmmss'S'", "yyMMddHHmmss'W'"]}
                - {name: import_kwh, type: float64, source: [total_power_import_kwh]}
                - {name: power, type: int32, source: [active_power_w]}
                - {name: gas, type: float64, source: ["external[0].value"]}
                - {name: gas_at, type: timestamp, source: ["external[0].timestamp"], formats: [yyMMddHHmmss]}
                """);

        assertThat(decode(rows, null, """
                {"unique_id":"00aa","timestamp":"240513140010S","total_power_import_kwh":13779.338,"active_power_w":-543,\
                "external":[{"type":"gas_meter","timestamp":240513140000,"value":2569.646,"unit":"m3"}]}
                {"unique_id":"00aa","timestamp":"240113130010W","total_power_import_kwh":"13779,338","active_power_w":null}
                """))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .isEqualTo("{device=00aa, at=2024-05-13T12:00:10Z, import_kwh=13779.338, power=-543,"
                                        + " gas=2569.646, gas_at=2024-05-13T12:00:00Z}"),
                        row -> assertThat(row)
                                .startsWith(
                                        "BAD_VALUE element 2 of 2: total_power_import_kwh: '13779,338' has a comma"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"device":"a","ts":1715601600},{"device":"b","ts":1715601600}]       | a b
            {"device":"a","ts":1715601600}^{"device":"b","ts":1715601600}^        | a b
            {"device":"a","ts":1715601600} {"device":"b","ts":1715601600}         | a b
            [{"device":"a","ts":1715601600},{"device":"b","ts":"soon"}]           | a !
            [{"device":"a","ts":1715601600},null]                                 | a !
            [[{"device":"a","ts":1715601600}]]                                    | !
            """)
    void severalReadingsInJson(String value, String devices) {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true}
                - {name: at, type: timestamp, required: true, source: [ts]}
                """);

        assertThat(decode(rows, null, value.replace("^", "\r\n")).stream()
                        .map(row -> row.startsWith("{") ? row.substring(8, 9) : "!"))
                .containsExactly(devices.split(" "));
    }

    @Test
    void namesThatDifferInCase() {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true}
                - {name: at, type: timestamp, required: true, source: [ts]}
                - {name: P, type: float64}
                - {name: power, type: float64, source: [p]}
                """);

        assertThat(decode(rows, null, "{\"device\":\"a\",\"ts\":1715601600,\"P\":7,\"p\":8}"))
                .containsExactly("{device=a, at=2024-05-13T12:00:00Z, P=7.0, power=8.0}");
        assertThat(decode(rows, null, "{\"device\":\"a\",\"ts\":1715601600,\"p\":8}"))
                .containsExactly("{device=a, at=2024-05-13T12:00:00Z, P=null, power=8.0}");
    }

    @Test
    void lineOfCampbellLogger() {
        DecodedRows rows = stream("csv", "csv-layouts: [[at, RECORD, device, temperature, wind, dir]]", """
                - {name: at, type: timestamp, required: true}
                - {name: device, type: string, required: true}
                - {name: temperature, type: float64}
                - {name: wind, type: float64}
                - {name: dir, type: int32}
                """);

        assertThat(decode(rows, null, "\"2024-05-13 12:00:00\",1711,\"mast\",21.48,\"NAN\",\"INF\"\r\n"))
                .containsExactly("{at=2024-05-13T12:00:00Z, device=mast, temperature=21.48, wind=null, dir=null}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            2024-05-13T12:00:00Z,k3,"",""       ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=null, b=null, running=null}
            2024-05-13T12:00:00Z,k3,NA,40       ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=null, b=40.0, running=null}
            2024-05-13T12:00:00Z,k3,1,2,yes     ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=1.0, b=2.0, running=true}
            2024-05-13T12:00:00Z,k3,#N/A,2      ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=null, b=2.0, running=null}
            2024-05-13T12:00:00Z,k3             ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=null, b=null, running=null}
            2024-05-13T12:00:00Z,k3,1,2,ja      ! ``            ! BAD_VALUE
            2024-05-13 12:00:00,k3,"1,204.5",2  ! thousands: "," ! {at=2024-05-13T12:00:00Z, device=k3, a=1204.5, b=2.0, running=null}
            ~sep=;|2024-05-13 12:00;k3;21,5;1;0 ! delimiter: ";", decimal: "," ! {at=2024-05-13T12:00:00Z, device=k3, a=21.5, b=1.0, running=false}
            2024-05-13 12:00;k3;1.204,5;-0,5    ! delimiter: ";", decimal: ",", thousands: "." ! {at=2024-05-13T12:00:00Z, device=k3, a=1204.5, b=-0.5, running=null}
            2024-05-13 12:00;k3;1_204,5;2       ! delimiter: ";", decimal: ",", thousands: " " ! {at=2024-05-13T12:00:00Z, device=k3, a=1204.5, b=2.0, running=null}
            2024-05-13 12:00;k3;1'204.5;2       ! delimiter: ";", thousands: "'" ! {at=2024-05-13T12:00:00Z, device=k3, a=1204.5, b=2.0, running=null}
            2024-05-13 12:00;k3;1^204;2         ! delimiter: ";", thousands: "'" ! {at=2024-05-13T12:00:00Z, device=k3, a=1204.0, b=2.0, running=null}
            2024-05-13 12:00;k3;1_204_567;12_4  ! delimiter: ";", thousands: " " ! BAD_VALUE b
            2024-05-13 12:00, k3, 1.5, .5, 1     ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=1.5, b=0.5, running=true}
            2024-05-13 12:00,"k3","1.5","",No   ! ``            ! {at=2024-05-13T12:00:00Z, device=k3, a=1.5, b=null, running=false}
            2024-05-13 12:00,'k3',None,+1.5e3,Y ! ``            ! {at=2024-05-13T12:00:00Z, device='k3', a=null, b=1500.0, running=true}
            2024-05-13 12:00>k3>21.5>>          ! delimiter: "\\t" ! {at=2024-05-13T12:00:00Z, device=k3, a=21.5, b=null, running=null}
            """)
    void lineOfCsv(String line, String dialect, String row) {
        DecodedRows rows =
                stream("csv", "csv-layouts: [[at, device, a, b, running]]\ncsv-dialect: {" + dialect + "}", """
                - {name: at, type: timestamp, required: true}
                - {name: device, type: string, required: true}
                - {name: a, type: float64}
                - {name: b, type: float64}
                - {name: running, type: boolean}
                """);

        String text = line.replace('~', '\ufeff')
                .replace('|', '\n')
                .replace('>', '\t')
                .replace('_', '\u00a0')
                .replace('^', '\u2019');
        assertThat(decode(rows, null, text)).singleElement().asString().startsWith(row);
    }

    @Test
    void airQualityFileWithDecimalCommas() {
        DecodedRows rows = stream(
                "csv",
                "csv-layouts: [[Date, Time, co, benzene, nox]]\ncsv-dialect: {delimiter: ';', decimal: ','}\nkey-pattern: '{device}'",
                """
                - {name: device, type: string, required: true, source: [_key]}
                - {name: at, type: timestamp, required: true, source: [Date, Time], formats: [dd/MM/yyyy HH.mm.ss]}
                - {name: co, type: float64}
                - {name: benzene, type: float64, null-values: [-200]}
                - {name: nox, type: int32}
                """);

        assertThat(decode(rows, "a", "10/03/2004;18.00.00;2,6;;"))
                .containsExactly("{device=a, at=2004-03-10T18:00:00Z, co=2.6, benzene=null, nox=null}");
        assertThat(decode(rows, "a", "10/03/2004;18.00.00;2,6;-200,0;1046;;"))
                .containsExactly("{device=a, at=2004-03-10T18:00:00Z, co=2.6, benzene=null, nox=1046}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            iso-8601                  | 2024-05-13T12:00:00.1234567Z     | 2024-05-13T12:00:00.123456Z
            iso-8601                  | 2024-05-13T12:00:00.1234567+00:00 | 2024-05-13T12:00:00.123456Z
            iso-8601                  | 2024-05-13T14:00:00+0200         | 2024-05-13T12:00:00Z
            iso-8601                  | 2024-05-13 12:00:00.000000 UTC   | 2024-05-13T12:00:00Z
            iso-8601                  | 2024-05-13T12:00Z                | 2024-05-13T12:00:00Z
            epoch                     | 1.715601600E9                    | 2024-05-13T12:00:00Z
            epoch                     | 1715601600.000                   | 2024-05-13T12:00:00Z
            epoch                     | 1715601600123456789              | 2024-05-13T12:00:00.123456Z
            epoch-s                   | 1631186545.04                    | 2021-09-09T11:22:25.040Z
            M/d/yyyy h:mm:ss a        | 5/13/2024 12:00:00 AM            | 2024-05-13T00:00:00Z
            M/d/yyyy h:mm:ss a        | 5/13/2024 12:00:00 pm            | 2024-05-13T12:00:00Z
            M/d/yy h:mm a             | 5/13/24 1:05 PM                  | 2024-05-13T13:05:00Z
            M/d/yyyy h:mm:ss a        | 5/13/2024 1:05:00 p.m.           | 2024-05-13T13:05:00Z
            h:mma MMM d, yyyy         | 1:05PM May 13, 2024              | 2024-05-13T13:05:00Z
            dd.MM.yyyy HH:mm:ss,SSS   | 13.05.2024 12:00:00,250          | 2024-05-13T12:00:00.250Z
            EEE, d MMM yyyy HH:mm:ss z | Mon, 13 May 2024 12:00:00 GMT   | 2024-05-13T12:00:00Z
            EEE MMM d HH:mm:ss yyyy   | Mon May 13 12:00:00 2024         | 2024-05-13T12:00:00Z
            dd/MMM/yyyy:HH:mm:ss Z    | 13/May/2024:14:00:00 +0200       | 2024-05-13T12:00:00Z
            YYYY-'W'ww-e              | 2024-W20-1                       | 2024-05-13T00:00:00Z
            M/d/yyyy, h:mm:ss a       | 5/13/2024, 1:05:00_PM            | 2024-05-13T13:05:00Z
            M/d/yyyy h:mma            | 5/13/2024 1:05A. M.              | 2024-05-13T01:05:00Z
            yyyy-MM-dd h:mm:ss a      | 2024-05-13 12:00:00 p.m.         | 2024-05-13T12:00:00Z
            d-MMM-yyyy HH:mm:ss       | 13-MAY-2024 12:00:00             | 2024-05-13T12:00:00Z
            HH:mm:ss dd/MM/yyyy       | 12:00:00 13/05/2024              | 2024-05-13T12:00:00Z
            yyyy-MM-dd-HH:mm:ss       | 2024-05-13-12:00:00              | 2024-05-13T12:00:00Z
            yyyy-DDD'T'HH:mm:ssX      | 2024-134T12:00:00Z               | 2024-05-13T12:00:00Z
            yyyyDDDHHmm               | 20241341200                      | 2024-05-13T12:00:00Z
            ddMMyyHHmmss              | 130524120000                     | 2024-05-13T12:00:00Z
            """)
    void timeOfDevice(String format, String text, String instant) {
        DecodedRows rows = stream("json", "", """
                - {name: device, type: string, required: true}
                - {name: at, type: timestamp, required: true, formats: ["%s"]}
                """.formatted(format));

        assertThat(decode(rows, null, "{\"device\":\"a\",\"at\":\"" + text.replace('_', '\u202f') + "\"}"))
                .containsExactly("{device=a, at=" + instant + "}");
    }

    private static DecodedRows stream(String format, String more, String columns) {
        return new DecodedRows(TestStreams.read("""
                name: field
                format: %s
                event-time: {column: at}
                series-key: [device]
                %s
                columns:
                %s""".formatted(format, more, columns)));
    }

    private static List<String> decode(DecodedRows rows, String key, String value) {
        byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
        return results(
                rows,
                new RawRecord().set("raw", 0, 0, TIMESTAMP, keyBytes, value.getBytes(UTF_8), new RecordHeaders()));
    }

    private static List<String> results(DecodedRows rows, RawRecord record) {
        List<String> first = texts(rows, record);
        assertThat(texts(rows, record))
                .as("after a record of the same structure")
                .isEqualTo(first);
        return first;
    }

    private static List<String> texts(DecodedRows rows, RawRecord record) {
        return rows.decodeAll(record).stream()
                .sorted(Map.Entry.comparingByKey())
                .map(result -> result.getValue().toString())
                .toList();
    }
}
