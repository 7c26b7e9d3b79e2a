package io.arrowgate.tools.infer;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognizes what a field is by the words of its name, such as {@code device}, {@code id} in {@code deviceId}. */
final class FieldWords {
    private static final String DEVICE =
            "dev|device|sensor|station|meter|node|host|gateway|machine|vehicle|asset|probe|tracker";
    private static final Pattern DEVICE_ID = Pattern.compile("(.* )?((" + DEVICE
            + ") ?(id|uid|uuid|identifier|key|name|no|nr|number|code|serial|mac|eui|addr|address)?"
            + "|id|uid|uuid|identifier|mac( ?addr(ess)?)?|serial( ?(no|nr|number))?|eui|imei|hostname)");

    /** Names of ids that are not those of devices, and of fields that say something about a reading. */
    private static final Pattern NO_DEVICE = Pattern.compile(
            "(.* )?(event|message|msg|record|row|packet|request|session|trace|span|transaction|batch|study"
                    + "|project|experiment) ?(id|uid|uuid|identifier|key|name|no|nr|number)?"
                    + "|(.* )?(units?|uom|version|revision|firmware|fw|status|state|quality|type|kind|class|notes?|comments?|remarks?"
                    + "|description|text|flags?|errors?|grade|direction|mode)");

    private static final Pattern PLACE =
            Pattern.compile("(.* )?(name|key|label|tag|channel|location|room|site|zone|topic|car)");
    private static final Pattern COUNT =
            Pattern.compile("(.* )?(counts?|counters?|cnt|num|nr|number|seq|sequence|pulses|ticks|steps|retries|packets"
                    + "|bytes|entries|exits|uptime)( .*)?|(.* )?(id|code|status|mode|port|channel|version)");

    private static final Pattern REGISTER = Pattern.compile(
            "(.* )?(counters?|total|energy|k?wh|register|odometer|pulses|volume|consumption|entries|exits|imports?"
                    + "|exports?)( .*)?");

    private static final Pattern TIME = Pattern.compile("(.*)(time|timestamp|date|epoch)|t|(.* )?(ts|at)|.* (ms|us|ns)"
            + "|measured|recorded|observed|sampled|created|updated|received|reported|collected");

    private static final Pattern READINGS =
            Pattern.compile("(.* )?(readings|measurements|metrics|values|data|records|points|samples|events)");

    private final String words;

    FieldWords(String name) {
        words = name.replaceAll("(?<=[a-z])(?=[A-Z])|[^\\p{L}0-9]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns whether the name is usual for the id of a device. */
    boolean isDeviceId() {
        return DEVICE_ID.matcher(words).matches() && !isNoDevice();
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
        return words.matches("(.* )?topic");
    }

    /** Returns whether the name is usual for a time. */
    boolean isTime() {
        return TIME.matcher(words).matches();
    }

    /** Returns whether the name is usual for a measured value. */
    boolean isQuantity() {
        return words.equals("value") || isRegister();
    }

    /** Returns whether the name is usual for a register that counts up over time. */
    boolean isRegister() {
        return REGISTER.matcher(words).matches();
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
