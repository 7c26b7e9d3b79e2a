package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Infers definitions from samples of devices, services and authorities, and compares the decoded rows. */
class UnfamiliarSamplesTest {
    @TempDir
    private Path folder;

    /**
     * @param keys source of the event time, and of the columns of the series key
     * @param values of a row, by column: a number with a fraction is a {@code float64}
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void definitionDecodesTheSample(String name, String text, int rows, String keys, int row, String values)
            throws IOException {
        InferredSample sample = InferredSample.of(folder, text.split("\n"));

        assertThat(sample.rows()).as(sample.yaml()).hasSize(rows);
        assertThat(keys(sample)).as(sample.yaml()).isEqualTo(keys);
        for (String value : values.split("; ", -1)) {
            String column = value.substring(0, value.indexOf('='));
            assertThat(sample.rows().get(row)).as(sample.yaml()).containsKey(column);
            assertThat(String.valueOf(sample.rows().get(row).get(column)))
                    .as(column)
                    .isEqualTo(value.substring(column.length() + 1));
        }
    }

    private static String keys(InferredSample sample) {
        List<String> columns = Stream.concat(
                        Stream.of(sample.stream().eventTime().column()), sample.stream().seriesKey().stream())
                .toList();
        Map<String, Object> first = sample.rows().get(0);
        return String.join(
                " ",
                columns.stream().map(column -> column + "=" + first.get(column)).toList());
    }

    static Stream<Arguments> samples() {
        return Stream.of(json(), envelopes(), csv(), oddities()).flatMap(samples -> samples);
    }

    private static Stream<Arguments> json() {
        return Stream.of(
                arguments(
                        "Zigbee2MQTT",
                        """
                        {"battery":100,"humidity":45.2,"last_seen":"2024-05-13T10:00:00+02:00","linkquality":120,"temperature":21.53,"update":{"state":"idle"},"device":{"friendlyName":"kitchen","ieeeAddr":"0x00158d0001dc126a","type":"EndDevice"}}
                        {"battery":99,"humidity":48.1,"last_seen":"2024-05-13T10:01:00+02:00","linkquality":100,"temperature":20,"update":{"state":"idle"},"device":{"friendlyName":"bath","ieeeAddr":"0x00158d0001dc126b","type":"EndDevice"}}
                        """,
                        2,
                        "last_seen=2024-05-13T08:00:00Z friendlyName=kitchen",
                        1,
                        "temperature=20.0; ieeeAddr=0x00158d0001dc126b; battery=99.0"),
                arguments(
                        "Shelly of the second generation",
                        """
                        {"src":"shellyplus1pm-a8032abe54dc","dst":"shelly/events","method":"NotifyStatus","params":{"ts":1715594400.52,"switch:0":{"id":0,"output":true,"apower":8.9,"aenergy":{"total":6.532,"by_minute":[45.199,47.141,88.397],"minute_ts":1715594399},"temperature":{"tC":43.5,"tF":110.3}}}}
                        {"src":"shellyplus1pm-a8032abe54dd","dst":"shelly/events","method":"NotifyStatus","params":{"ts":1715594401.04,"switch:0":{"id":0,"output":false,"apower":0,"aenergy":{"total":1.2,"by_minute":[0,0,0],"minute_ts":1715594399},"temperature":{"tC":40.1,"tF":104.2}}}}
                        """,
                        2,
                        "ts=2024-05-13T10:00:00.520Z src=shellyplus1pm-a8032abe54dc",
                        0,
                        "by_minute_2=88.397; tC=43.5; output=true; minute_ts=2024-05-13T09:59:59Z"),
                arguments(
                        "Tasmota's sensors",
                        """
                        tele/fridge/SENSOR	{"Time":"2024-01-16T11:11:51","AM2301":{"Temperature":19.4,"Humidity":55.1},"DS18B20-1":{"Id":"00AAA","Temperature":4.5},"TempUnit":"C"}
                        tele/attic/SENSOR	{"Time":"2024-01-16T11:16:51","AM2301":{"Temperature":null,"Humidity":null},"DS18B20-1":{"Id":"00AAA","Temperature":4.6},"TempUnit":"C"}
                        """,
                        2,
                        "Time=2024-01-16T11:11:51Z device=fridge",
                        1,
                        "AM2301_Temperature=null; DS18B20_1_Temperature=4.6; device=attic"),
                arguments(
                        "Tasmota's state",
                        """
                        {"Time":"2024-01-16T11:11:51","Uptime":"0T13:53:10","UptimeSec":49990,"POWER":"ON","Wifi":{"AP":1,"SSId":"net","RSSI":74}}
                        {"Time":"2024-01-16T11:16:51","Uptime":"0T13:58:10","UptimeSec":50290,"POWER":"OFF","Wifi":{"AP":1,"SSId":"net","RSSI":72}}
                        """,
                        2,
                        "Time=2024-01-16T11:11:51Z topic=sample",
                        0,
                        "UptimeSec=49990; POWER=ON; RSSI=74.0"),
                arguments(
                        "ChirpStack",
                        """
                        {"deduplicationId":"3a-1","time":"2022-07-18T09:34:15.775023242+00:00","deviceInfo":{"tenantId":"52","applicationId":"17","deviceProfileName":"p","deviceName":"Test 1","devEui":"0101"},"devAddr":"0018","fPort":1,"object":{"temperature":21.5},"rxInfo":[{"gatewayId":"0016","uplinkId":4217106255,"rssi":-36}]}
                        {"deduplicationId":"3a-2","time":"2022-07-18T09:35:15.775023242+00:00","deviceInfo":{"tenantId":"52","applicationId":"17","deviceProfileName":"p","deviceName":"Test 2","devEui":"0102"},"devAddr":"0019","fPort":1,"object":{"temperature":22},"rxInfo":[{"gatewayId":"0017","uplinkId":4217106256,"rssi":-37}]}
                        """,
                        2,
                        "time=2022-07-18T09:34:15.775023Z devEui=0101",
                        1,
                        "temperature=22.0; uplinkId=4217106256; rssi=-37.0; fPort=1"),
                arguments(
                        "Helium",
                        """
                        {"app_eui":"70B3","dev_eui":"8CF1","fcnt":12,"hotspots":[{"id":"112abc","lat":37.1,"reported_at":1715594400999,"rssi":-100}],"id":"d8cb","name":"s-1","reported_at":1715594400123,"decoded":{"payload":{"temperature":21.4}}}
                        {"app_eui":"70B3","dev_eui":"8CF2","fcnt":13,"hotspots":[{"id":"112abd","lat":37.2,"reported_at":1715594460999,"rssi":-101},{"id":"112abe","lat":37.2,"reported_at":1715594460999,"rssi":-99}],"id":"d8cc","name":"s-2","reported_at":1715594460123,"decoded":{"payload":{"temperature":22}}}
                        """,
                        2,
                        "reported_at=2024-05-13T10:00:00.123Z dev_eui=8CF1",
                        1,
                        "temperature=22.0; rssi=-101.0; lat=37.2"),
                arguments(
                        "AWS IoT shadow",
                        """
                        {"state":{"reported":{"temperature":21.5,"led":"on"}},"metadata":{"reported":{"temperature":{"timestamp":1715594300}}},"version":17,"timestamp":1715594400,"clientToken":"dev-1"}
                        {"state":{"reported":{"temperature":22,"led":"off"}},"metadata":{"reported":{"temperature":{"timestamp":1715594360}}},"version":18,"timestamp":1715594460,"clientToken":"dev-2"}
                        """,
                        2,
                        "timestamp=2024-05-13T10:00:00Z clientToken=dev-1",
                        1,
                        "temperature=22.0; version=18; led=off"),
                arguments(
                        "Azure IoT Hub",
                        """
                        {"EnqueuedTimeUtc":"2024-05-13T10:00:00.1230000Z","SystemProperties":{"connectionDeviceId":"dev-1","connectionDeviceGenerationId":"637","contentType":"application/json"},"Body":{"temperature":21.5}}
                        {"EnqueuedTimeUtc":"2024-05-13T10:01:00.1230000Z","SystemProperties":{"connectionDeviceId":"dev-2","connectionDeviceGenerationId":"637","contentType":"application/json"},"Body":{"temperature":22}}
                        """,
                        2,
                        "EnqueuedTimeUtc=2024-05-13T10:00:00.123Z connectionDeviceId=dev-1",
                        1,
                        "temperature=22.0"),
                arguments(
                        "Debezium",
                        """
                        {"payload":{"before":null,"after":{"id":1,"sensor":"s1","value":21.5,"created_at":1715594400123},"source":{"connector":"postgresql","ts_ms":1715594400500,"txId":555},"op":"c","ts_ms":1715594400800}}
                        {"payload":{"before":{"id":1,"sensor":"s1","value":21.5,"created_at":1715594400123},"after":{"id":2,"sensor":"s2","value":22,"created_at":1715594460123},"source":{"connector":"postgresql","ts_ms":1715594460500,"txId":556},"op":"u","ts_ms":1715594460800}}
                        """,
                        2,
                        "after_created_at=2024-05-13T10:00:00.123Z after_sensor=s1",
                        1,
                        "after_value=22.0; after_id=2; before_value=21.5; txId=556"),
                arguments(
                        "AWS SiteWise-like batches",
                        """
                        {"gateway":"mb-1","ts":1715594400,"slaves":[{"unit_id":1,"registers":[100,2305,44,0]},{"unit_id":2,"registers":[101,2299,45,0]}]}
                        {"gateway":"mb-1","ts":1715594410,"slaves":[{"unit_id":1,"registers":[102,2306,44,0]},{"unit_id":2,"registers":[103,2298,45,0]}]}
                        """,
                        4,
                        "ts=2024-05-13T10:00:00Z unit_id=1",
                        3,
                        "registers_1=2298.0; gateway=mb-1; unit_id=2"),
                arguments(
                        "Sparkplug as JSON",
                        """
                        {"timestamp":1715594400123,"metrics":[{"name":"Temp","timestamp":1715594400100,"dataType":"Float","value":21.5},{"name":"Flow","timestamp":1715594400101,"dataType":"Float","value":3}],"seq":3}
                        {"timestamp":1715594401123,"metrics":[{"name":"Temp","timestamp":1715594401100,"dataType":"Float","value":22},{"name":"Flow","timestamp":1715594401101,"dataType":"Float","value":4}],"seq":4}
                        """,
                        4,
                        "timestamp=2024-05-13T10:00:00.100Z name=Temp",
                        3,
                        "value=4.0; seq=4; name=Flow"),
                arguments(
                        "gpsd",
                        """
                        {"class":"TPV","device":"/dev/ttyUSB0","mode":3,"time":"2024-05-13T10:00:00.000Z","lat":48.2082,"lon":16.3738,"speed":1.2}
                        {"class":"SKY","device":"/dev/ttyUSB0","time":"2024-05-13T10:00:01.000Z","hdop":0.9,"satellites":[{"PRN":1,"used":true}]}
                        """,
                        2,
                        "time=2024-05-13T10:00:00Z device=/dev/ttyUSB0",
                        0,
                        "lat=48.2082; mode=3; hdop=null"),
                arguments(
                        "Ruuvi gateway",
                        """
                        {"gw_mac":"C8:25:2D","rssi":-58,"aoa":[],"gwts":"1715594401","ts":"1715594400","data":"0201061B"}
                        {"gw_mac":"C8:25:2D","rssi":-60,"aoa":[],"gwts":"1715594402","ts":"1715594401","data":"0201061C"}
                        """,
                        2,
                        "ts=2024-05-13T10:00:00Z gw_mac=C8:25:2D",
                        1,
                        "rssi=-60.0; data=0201061C"),
                arguments(
                        "OPC UA",
                        """
                        {"NodeId":"ns=2;s=Line1.Temp","Value":{"SourceTimestamp":"2024-05-13T10:00:00Z","Value":21.5,"StatusCode":0}}
                        {"NodeId":"ns=2;s=Line1.Press","Value":{"SourceTimestamp":"2024-05-13T10:00:01Z","Value":1,"StatusCode":0}}
                        """,
                        2,
                        "SourceTimestamp=2024-05-13T10:00:00Z NodeId=ns=2;s=Line1.Temp",
                        1,
                        "Value=1.0; StatusCode=0"));
    }

    private static Stream<Arguments> envelopes() {
        return Stream.of(
                arguments(
                        "Telegraf's JSON",
                        """
                        {"metrics":[{"fields":{"usage_idle":90.5},"name":"cpu","tags":{"host":"h1"},"timestamp":1715594400},{"fields":{"used":41},"name":"mem","tags":{"host":"h1"},"timestamp":1715594400}]}
                        {"metrics":[{"fields":{"usage_idle":91.5},"name":"cpu","tags":{"host":"h2"},"timestamp":1715594410}]}
                        """,
                        3,
                        "timestamp=2024-05-13T10:00:00Z host=h1",
                        1,
                        "used=41.0; usage_idle=null; name=mem"),
                arguments(
                        "NGSI-LD",
                        """
                        {"id":"urn:ngsi-ld:Sensor:1","type":"Sensor","temperature":{"type":"Property","value":21.5,"observedAt":"2024-05-13T10:00:00Z"},"@context":["https://x"]}
                        {"id":"urn:ngsi-ld:Sensor:2","type":"Sensor","temperature":{"type":"Property","value":22,"observedAt":"2024-05-13T10:01:00Z"},"@context":["https://x"]}
                        """,
                        2,
                        "observedAt=2024-05-13T10:00:00Z id=urn:ngsi-ld:Sensor:1",
                        1,
                        "value=22.0; context_0=https://x"),
                arguments("Kafka Connect with schemas", """
                        {"schema":{"type":"struct","fields":[{"type":"string","field":"dev"},{"type":"double","field":"t"}],"name":"r"},"payload":{"dev":"a","t":1.5,"ts":1715594400123}}
                        {"schema":{"type":"struct","fields":[{"type":"string","field":"dev"},{"type":"double","field":"t"}],"name":"r"},"payload":{"dev":"b","t":2,"ts":1715594401123}}
                        """, 2, "ts=2024-05-13T10:00:00.123Z dev=a", 1, "t=2.0"),
                arguments("CloudEvents", """
                        {"specversion":"1.0","id":"e-1","source":"/sensors/1","type":"reading","time":"2024-05-13T10:00:00Z","data":{"t":1.5}}
                        {"specversion":"1.0","id":"e-2","source":"/sensors/2","type":"reading","time":"2024-05-13T10:01:00Z","data":{"t":2}}
                        """, 2, "time=2024-05-13T10:00:00Z source=/sensors/1", 1, "t=2.0; id=e-2"),
                arguments(
                        "sensor.community",
                        """
                        {"esp8266id":"123","software_version":"NRZ-2020","sensordatavalues":[{"value_type":"P1","value":"10.50"},{"value_type":"temperature","value":"21.5"}]}
                        {"esp8266id":"124","software_version":"NRZ-2020","sensordatavalues":[{"value_type":"P1","value":"11"},{"value_type":"temperature","value":"22.5"}]}
                        """,
                        4,
                        "event_time=2024-05-13T10:00:00Z esp8266id=123",
                        2,
                        "value=11.0; value_type=P1"),
                arguments(
                        "OpenWeather",
                        """
                        {"coord":{"lon":16.37,"lat":48.2},"weather":[{"id":800,"main":"Clear"}],"main":{"temp":294.5},"dt":1715594400,"sys":{"sunrise":1715570000},"timezone":7200,"id":2761369,"name":"Vienna"}
                        {"coord":{"lon":13.4,"lat":52.5},"weather":[{"id":801,"main":"Clouds"}],"main":{"temp":290},"dt":1715594460,"sys":{"sunrise":1715571000},"timezone":7200,"id":2950159,"name":"Berlin"}
                        """,
                        2,
                        "dt=2024-05-13T10:00:00Z id=2761369",
                        1,
                        "temp=290.0; name=Berlin; main=Clouds"),
                arguments(
                        "OCPP meter values",
                        """
                        {"chargePointId":"cp1","connectorId":1,"meterValue":[{"timestamp":"2024-05-13T10:00:00Z","sampledValue":[{"value":"1234","measurand":"Energy","unit":"Wh"},{"value":"230.1","measurand":"Voltage","unit":"V"}]}]}
                        {"chargePointId":"cp2","connectorId":1,"meterValue":[{"timestamp":"2024-05-13T10:01:00Z","sampledValue":[{"value":"1240","measurand":"Energy","unit":"Wh"},{"value":"229.9","measurand":"Voltage","unit":"V"}]}]}
                        """,
                        2,
                        "timestamp=2024-05-13T10:00:00Z chargePointId=cp1",
                        1,
                        "value=1240.0; unit=Wh; connectorId=1"),
                arguments("GeoJSON", """
                        {"type":"Feature","id":"q1","geometry":{"type":"Point","coordinates":[16.37,48.2,10]},"properties":{"mag":2.5,"time":1715594400123}}
                        {"type":"Feature","id":"q2","geometry":{"type":"Point","coordinates":[17.37,49.2,11]},"properties":{"mag":3,"time":1715594401123}}
                        """, 2, "time=2024-05-13T10:00:00.123Z id=q1", 1, "coordinates_1=49.2; mag=3.0"),
                arguments(
                        "Eclipse Ditto",
                        """
                        {"topic":"org.acme/sensor-1/things/twin/events/modified","path":"/features/temp","value":21.5,"timestamp":"2024-05-13T10:00:00.123Z"}
                        {"topic":"org.acme/sensor-2/things/twin/events/modified","path":"/features/temp","value":22,"timestamp":"2024-05-13T10:00:01.123Z"}
                        """,
                        2,
                        "timestamp=2024-05-13T10:00:00.123Z topic=org.acme/sensor-1/things/twin/events/modified",
                        1,
                        "value=22.0; device=sensor-2"));
    }

    private static Stream<Arguments> csv() {
        return Stream.of(
                arguments(
                        "DWD",
                        """
                        STATIONS_ID;MESS_DATUM;QN_9;TT_TU;RF_TU;eor
                                 44;2024051300;    3;  10.5;  90.0;eor
                                 44;2024051301;    3;  10.1;  91.0;eor
                                 73;2024051300;    3;-999;  -999;eor
                                 73;2024051301;    3;   9.9;  88.0;eor
                        """,
                        4,
                        "MESS_DATUM=2024-05-13T00:00:00Z STATIONS_ID=44",
                        2,
                        "TT_TU=null; RF_TU=null; STATIONS_ID=73"),
                arguments(
                        "Meteo-France",
                        """
                        numer_sta;date;pmer;tend;t;u
                        07005;20240513000000;101200;-10;285.15;88
                        07005;20240513030000;101190;mq;284.15;mq
                        07015;20240513000000;101250;20;286.15;80
                        """,
                        3,
                        "date=2024-05-13T00:00:00Z numer_sta=07005",
                        1,
                        "tend=null; u=null; pmer=101190.0; numer_sta=07005"),
                arguments(
                        "air quality of two fields",
                        """
                        Date,Time,Station,NO2
                        2024-05-13,12:00:00,a,1.5
                        2024-05-13,13:00:00,b,
                        """,
                        2,
                        "event_time=2024-05-13T12:00:00Z Station=a",
                        1,
                        "event_time=2024-05-13T13:00:00Z; NO2=null"),
                arguments(
                        "German spreadsheet with tabs",
                        """
                        Zeit	Messstelle	Temp [°C]	Feuchte
                        13.05.2024 10:00:00	Keller	12,5	60
                        13.05.2024 10:05:00	Dach	1.022,5	50
                        """,
                        2,
                        "Zeit=2024-05-13T10:00:00Z Messstelle=Keller",
                        1,
                        "Temp_C=1022.5; Feuchte=50.0"),
                arguments(
                        "spreadsheet that names its separator",
                        """
                        sep=;
                        Time;Device;Value
                        2024-05-13 10:00:00;a;1,5
                        2024-05-13 10:01:00;b;2,25
                        """,
                        2,
                        "Time=2024-05-13T10:00:00Z Device=a",
                        1,
                        "Value=2.25"),
                arguments(
                        "parking",
                        """
                        SystemCodeNumber,Capacity,Occupancy,LastUpdated
                        BHMBCCMKT01,577,61,2016-10-04 07:59:42
                        BHMBCCMKT01,577,64,2016-10-04 08:25:42
                        BHMEURBRD01,470,117,2016-10-04 07:59:42
                        """,
                        3,
                        "LastUpdated=2016-10-04T07:59:42Z SystemCodeNumber=BHMBCCMKT01",
                        2,
                        "Occupancy=117.0; Capacity=470.0"),
                arguments(
                        "turnstiles with counters of a fixed width",
                        """
                        C/A,UNIT,SCP,STATION,DATE,TIME,DESC,ENTRIES,EXITS
                        A002,R051,02-00-00,59 ST,08/25/2018,00:00:00,REGULAR,0006736067,0002283184
                        A002,R051,02-00-00,59 ST,08/25/2018,04:00:00,REGULAR,0006736087,0002283188
                        """,
                        2,
                        "event_time=2018-08-25T00:00:00Z STATION=59 ST",
                        1,
                        "ENTRIES=6736087; EXITS=2283188; SCP=02-00-00"),
                arguments(
                        "smart meter",
                        """
                        time,Import T1 kWh,Export T1 kWh
                        2024-05-13 00:00,10125.812,0
                        2024-05-13 00:15,10125.901,0.5
                        """,
                        2,
                        "time=2024-05-13T00:00:00Z topic=sample",
                        1,
                        "Import_T1_kWh=10125.901; Export_T1_kWh=0.5"),
                arguments("12-hour clock", """
                        Timestamp,Sensor,Reading
                        5/13/2024 1:05:00 PM,a,1
                        5/13/2024 11:05:00 AM,b,2.5
                        """, 2, "Timestamp=2024-05-13T13:05:00Z Sensor=a", 0, "Reading=1.0"),
                arguments(
                        "UTC after the time",
                        """
                        time_utc,sensor_id,pm25
                        2018-05-20 00:00:35 UTC,17,12.5
                        2018-05-20 00:02:35 UTC,18,13
                        """,
                        2,
                        "time_utc=2018-05-20T00:00:35Z sensor_id=17",
                        1,
                        "pm25=13.0; sensor_id=18"),
                arguments(
                        "numbers of date and time in fields of their own",
                        """
                        STN,Year,Month,Day,Hour,Temp
                        260,2024,05,13,1,12.5
                        261,2024,05,13,2,11
                        """,
                        2,
                        "event_time=2024-05-13T01:00:00Z STN=260",
                        1,
                        "event_time=2024-05-13T02:00:00Z; Temp=11.0"),
                arguments(
                        "rain gauge with the numbers of a date",
                        """
                        Product code,Station number,Year,Month,Day,Rainfall (mm),Quality
                        IDCJAC0009,066062,2024,05,13,1.2,Y
                        IDCJAC0009,066062,2024,05,14,,N
                        """,
                        2,
                        "event_time=2024-05-13T00:00:00Z Station_number=066062",
                        1,
                        "event_time=2024-05-14T00:00:00Z; Rainfall_mm=null"),
                arguments(
                        "years of two digits",
                        """
                        Datum;Zeit;Ort;Wert
                        13.05.24;10:00;a;1,5
                        13.05.24;10:05;b;2,5
                        """,
                        2,
                        "event_time=2024-05-13T10:00:00Z Ort=a",
                        1,
                        "event_time=2024-05-13T10:05:00Z; Wert=2.5"),
                arguments(
                        "JSON in a field with tabs",
                        """
                        time	device	payload
                        2024-05-13T10:00:00Z	a	{"t":1.5}
                        2024-05-13T10:00:01Z	b	{"t":2.5}
                        """,
                        2,
                        "time=2024-05-13T10:00:00Z device=a",
                        1,
                        "payload={\"t\":2.5}"),
                arguments(
                        "end of the day is 24:00",
                        """
                        Date,Time,Site,NO2
                        13-05-2024,23:00,a,1.5
                        13-05-2024,24:00,b,2.5
                        """,
                        2,
                        "event_time=2024-05-13T23:00:00Z Site=a",
                        1,
                        "event_time=2024-05-14T00:00:00Z; NO2=2.5"),
                arguments(
                        "annotated CSV of InfluxDB",
                        """
                        #datatype,string,long,dateTime:RFC3339,double,string,string
                        #group,false,false,false,false,true,true
                        ,result,table,_time,_value,_field,host
                        ,,0,2024-05-13T10:00:00Z,21.5,temp,a
                        ,,0,2024-05-13T10:01:00Z,22,temp,b
                        """,
                        2,
                        "time=2024-05-13T10:00:00Z host=a",
                        1,
                        "value=22.0; field=temp"));
    }

    private static Stream<Arguments> oddities() {
        return Stream.of(
                arguments(
                        "mixed types of a name",
                        """
                        {"device":"a","ts":"2024-05-13T10:00:00Z","temperature":null,"state":"on"}
                        {"device":"a","ts":"2024-05-13T10:00:01Z","humidity":40,"state":1}
                        {"device":"b","ts":"2024-05-13T10:00:02Z","temperature":21.5,"extra":{"x":1}}
                        {"device":"c","ts":"2024-05-13T10:00:04Z","temperature":true,"extra":[1,2]}
                        """,
                        4,
                        "ts=2024-05-13T10:00:00Z device=a",
                        3,
                        "temperature=true; humidity=null"),
                arguments("nulls in the first record", """
                        {"sensor":"a","at":"2024-05-13T10:00:00Z","value":null,"tags":null}
                        {"sensor":"b","at":"2024-05-13T10:00:01Z","value":1.5,"tags":["x"]}
                        """, 2, "at=2024-05-13T10:00:00Z sensor=a", 1, "value=1.5"),
                arguments(
                        "names of other alphabets, and in two cases",
                        """
                        {"设备":"传感器1","时间":"2024-05-13 10:00:00","温度":21.5,"P":1,"p":2}
                        {"设备":"传感器2","时间":"2024-05-13 10:00:01","温度":22,"P":3,"p":4}
                        """,
                        2,
                        "column_2=2024-05-13T10:00:00Z column=传感器1",
                        1,
                        "column_3=22.0; P=3.0; p_2=4.0"),
                arguments(
                        "unsigned counter and epoch with a fraction",
                        """
                        {"dev":"d1","ts":1715594400.123456,"octets":18446744073709551615}
                        {"dev":"d2","ts":1715594400.5,"octets":7}
                        """,
                        2,
                        "ts=2024-05-13T10:00:00.123456Z dev=d1",
                        0,
                        "octets=18446744073709551615"),
                arguments(
                        "points of several measurements",
                        """
                        cpu,host=a usage=21.5,cores=4i 1715594400000000000
                        mem,host=b used=7u,swap=t 1715594401000000000
                        """,
                        2,
                        "time=2024-05-13T10:00:00Z host=a",
                        1,
                        "used=7; swap=true; usage=null; measurement=mem"));
    }
}
