package io.arrowgate.tools.infer;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognizes what a field is by the words of its name, such as {@code device}, {@code id} in {@code deviceId}. */
public final class FieldWords {
    /** Also in German, French and Spanish. */
    private static final String OWN_DEVICE = "dev|device|sensor|station|stn|meter|node|host|machine|vehicle|asset|probe"
            + "|tracker|gerät|messstelle|zähler|appareil|capteur|compteur|dispositivo|estación|contador|medidor";

    private static final String DEVICE = OWN_DEVICE + "|gateway";
    private static final Pattern DEVICE_ID = Pattern.compile("(.* )?((" + DEVICE
            + ") ?(id|uid|uuid|identifier|key|name|no|nr|number|nummer|code|serial|mac|eui|addr|address)?"
            + "|id|uid|uuid|identifier|mac( ?addr(ess)?)?|serial( ?(no|nr|number))?|eui|imei|hostname)");

    /** Names of ids that are not those of devices, and of fields that say something about a reading. */
    private static final Pattern NO_DEVICE = Pattern.compile(
            "(.* )?(index|idx|seq|sequence|campaign|survey|dataset|license|author|owner|event|message|msg|record|row|packet|request|session|trace|span|transaction|batch|study"
                    + "|project|experiment|application|app|tenant|organization|profile|generation|template|connection|schema|product"
                    + "|model|correlation|deduplication|context|user|parent) ?(id|uid|uuid|identifier|key|name|no|nr|number)?"
                    + "|(.* )?(units?|uom|version|revision|firmware|fw|status|state|quality|type|kind|class|notes?|comments?|remarks?"
                    + "|description|text|flags?|errors?|grade|direction|mode|method|op|command|uptime|downtime|duration|region"
                    + "|data rate|code ?rate|payload|data|raw|hex)");

    /** Ids by their name; an id alone, such as that of a packet, may be another's. */
    private static final Pattern OWN_ID = Pattern.compile(
            "(?!.*dev ?addr)((.* )?(" + OWN_DEVICE + ")( ?.+)?|.*(mac|serial|imei)( .*)?|dev ?eui|hostname)");

    private static final Pattern PLACE =
            Pattern.compile("(.* )?(name|key|label|tag|channel|location|room|site|zone|topic|car)");
    private static final Pattern COUNT =
            Pattern.compile("(.* )?(counts?|counters?|cnt|num|nr|number|seq|sequence|pulses|ticks|steps|retries|packets"
                    + "|bytes|entries|exits|uptime)( .*)?|(.* )?(id|code|status|mode|port|channel|version)");

    private static final Pattern REGISTER = Pattern.compile(
            "(.* )?(counters?|total|energy|k?wh|register|odometer|pulses|volume|consumption|entries|exits|imports?"
                    + "|exports?)( .*)?");

    private static final Pattern TIME =
            Pattern.compile("(.*)(time|timestamp|date|epoch|datum|zeit|zeitpunkt|zeitstempel|fecha"
                    + "|hora|heure|tijd)( (utc|local|gmt|unix nano))?|t|(.* )?(ts|at|dt|when)|.* (ms|us|ns)"
                    + "|measured|recorded|observed|sampled|created|updated|received|reported|collected");

    private static final Pattern MEASUREMENT = Pattern.compile(
            "(.* )?(temp|temperature|t|humidity|rh|pressure|power|watts?"
                    + "|voltage|current|amps?|co2?|no2?|o3|so2|pm ?\\d+( \\d+)?|voc|tvoc|aqi|level|speed|flow|vibration|rpm"
                    + "|load|usage|concentration|noise|light|illuminance|occupancy|moisture|ph|rain|rainfall|precipitation|wind"
                    + "|value|reading|temperatur|feuchte|druck|leistung|spannung|strom|temperatura|humedad|presion)( [a-z0-9]{1,4})*");

    /** Names of what describes the device, its place or its connection rather than what it measures. */
    private static final Pattern DEVICE_DATA = Pattern.compile(
            "(.* )?(rssi|snr|lsnr|lqi|link ?quality|battery|bat|vbat|signal|lat|latitude|lon|lng|long|longitude|alt"
                    + "|altitude|track|heading|hdop|pdop|ept|index|idx|frequency|bandwidth|factor|dr|address|capacity"
                    + "|year|month|day|hour|minute|timestamp|heap|sleep|size|limit|threshold|interval)( .*)?");

    private static final Pattern READINGS =
            Pattern.compile("(.* )?(readings|measurements|metrics|values|data|records|points|samples|events)");

    private final String words;

    /** @param name of a field */
    public FieldWords(String name) {
        words = name.replaceAll("(?<=[a-z])(?=[A-Z])|[^\\p{L}0-9]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns whether the name is usual for the id of a device. */
    boolean isDeviceId() {
        return DEVICE_ID.matcher(words).matches() && !isNoDevice();
    }

    /** Returns whether the name says that an id is that of a device. */
    boolean isOwnId() {
        return OWN_ID.matcher(words).matches() && !isNoDevice();
    }

    /** Returns whether the name is usual for what identifies devices, other than an id. */
    boolean isPlace() {
        return PLACE.matcher(words).matches() && !isNoDevice();
    }

    /** Returns whether the name is usual for something that never identifies a device, such as a unit. */
    boolean isNoDevice() {
        return NO_DEVICE.matcher(words).matches();
    }

    /** Returns whether the name is usual for the topic that a message came from. */
    boolean isTopic() {
        return words.matches("(.* )?(topic|subject)( name)?");
    }

    /** Returns whether the name is usual for a time. */
    boolean isTime() {
        return TIME.matcher(words).matches();
    }

    /** Returns whether the name is that of a count of seconds or of another unit since some time. */
    boolean isTimestamp() {
        return words.matches("(.* )?(timestamp|uptime|epoch)|time");
    }

    /** Returns whether the name is usual for a measured value. */
    boolean isQuantity() {
        return words.equals("value") || isRegister();
    }

    /** Returns whether the name is usual for a register that counts up over time. */
    public boolean isRegister() {
        return REGISTER.matcher(words).matches();
    }

    /** Returns whether the name is usual for a measured quantity. */
    boolean isMeasurement() {
        return MEASUREMENT.matcher(words).matches();
    }

    /** Returns whether the name is usual for data about the device, such as its position or battery. */
    boolean isDeviceData() {
        return DEVICE_DATA.matcher(words).matches();
    }

    /** Returns whether the name is usual for an array of readings. */
    boolean isReadings() {
        return READINGS.matcher(words).matches();
    }

    /** Returns whether the name is usual for a count or a code, which never has a fraction. */
    boolean isCount() {
        return COUNT.matcher(words).matches();
    }
}
