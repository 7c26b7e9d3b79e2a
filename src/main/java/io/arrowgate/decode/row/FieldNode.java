package io.arrowgate.decode.row;

import io.arrowgate.common.ByteRanges;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Represents an object, array or value of a raw record that fills a column or contains values that do. The nodes of a stream
 * form a tree, which a decoder follows while it reads a record.
 *
 * <p>Names match regardless of ASCII case and surrounding blanks, unless names of different nodes differ in case only.
 */
public final class FieldNode {
    /** Position in {@link FieldValues} of whether a record has entered this node. */
    final int number;

    private final List<byte[]> names = new ArrayList<>();
    private final List<FieldNode> children = new ArrayList<>();
    private FieldNode[] elements = {};
    private int field = FieldIndex.UNKNOWN;
    private byte[][] slotNames = new byte[1][];
    private FieldNode[] slotNodes = new FieldNode[1];
    /** True for a name that only its exact spelling matches. */
    private boolean[] slotExact = new boolean[1];

    private int[] nestedFields = {};

    FieldNode(int number) {
        this.number = number;
    }

    /** Returns the field of a value here, or {@link FieldIndex#UNKNOWN}. */
    public int field() {
        return field;
    }

    void setField(int field) {
        this.field = field;
    }

    /** Returns whether values inside of an object are fields. */
    public boolean hasNames() {
        return !names.isEmpty();
    }

    /** Returns whether elements of an array are fields, or values inside of them. */
    public boolean hasElements() {
        return elements.length > 0;
    }

    /** Returns whether no value inside of this one is a field. */
    public boolean isLeaf() {
        return nestedFields.length == 0;
    }

    /** Returns the fields of values inside of this object or array. */
    int[] nestedFields() {
        return nestedFields;
    }

    /** Returns the node of an element, or null. */
    public FieldNode element(int index) {
        return index < elements.length ? elements[index] : null;
    }

    /** Returns the node whose name is this range of bytes, or null. */
    public FieldNode child(byte[] bytes, int start, int end) {
        int first = ByteRanges.trimStart(bytes, start, end);
        int last = ByteRanges.trimEnd(bytes, first, end);
        int slot = hash(bytes, first, last) & (slotNames.length - 1);
        while (slotNames[slot] != null) {
            if (equalsIgnoringCase(slotNames[slot], bytes, first, last)
                    && (!slotExact[slot] || Arrays.equals(slotNames[slot], 0, last - first, bytes, first, last))) {
                return slotNodes[slot];
            }
            slot = (slot + 1) & (slotNames.length - 1);
        }
        return null;
    }

    /** Returns the node of this name, or null. */
    public FieldNode child(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return child(bytes, 0, bytes.length);
    }

    /** Returns the node that was added with this name, in any case if the name begins with an underscore; or null. */
    FieldNode sameName(String name) {
        byte[] bytes = name.strip().getBytes(StandardCharsets.UTF_8);
        boolean isPart = bytes.length > 0 && bytes[0] == '_';
        for (int i = 0; i < names.size(); i++) {
            if (isPart
                    ? equalsIgnoringCase(names.get(i), bytes, 0, bytes.length)
                    : Arrays.equals(names.get(i), bytes)) {
                return children.get(i);
            }
        }
        return null;
    }

    FieldNode addChild(String name, FieldNode added) {
        names.add(name.strip().getBytes(StandardCharsets.UTF_8));
        children.add(added);
        return added;
    }

    /** Makes the names of this node and of those inside of it findable. */
    void seal() {
        int slots = Integer.highestOneBit(Math.max(1, names.size())) * 4;
        slotNames = new byte[slots][];
        slotNodes = new FieldNode[slots];
        slotExact = new boolean[slots];
        for (int i = 0; i < names.size(); i++) {
            fillSlot(names.get(i), children.get(i));
            children.get(i).seal();
        }
        for (FieldNode element : elements) {
            if (element != null) {
                element.seal();
            }
        }
    }

    /** Adds a node unless the element has one; returns the node of the element. */
    FieldNode addElement(int index, FieldNode added) {
        if (index >= elements.length) {
            elements = Arrays.copyOf(elements, index + 1);
        }
        if (elements[index] == null) {
            elements[index] = added;
        }
        return elements[index];
    }

    void addNestedField(int nested) {
        nestedFields = Arrays.copyOf(nestedFields, nestedFields.length + 1);
        nestedFields[nestedFields.length - 1] = nested;
    }

    private void fillSlot(byte[] name, FieldNode node) {
        int slot = hash(name, 0, name.length) & (slotNames.length - 1);
        while (slotNames[slot] != null) {
            slot = (slot + 1) & (slotNames.length - 1);
        }
        slotNames[slot] = name;
        slotNodes[slot] = node;
        slotExact[slot] = hasOtherSpelling(name, node);
    }

    private boolean hasOtherSpelling(byte[] name, FieldNode node) {
        for (int i = 0; i < names.size(); i++) {
            FieldNode other = children.get(i);
            boolean same = other == node || (other.field == node.field && other.isLeaf() && node.isLeaf());
            if (!same && equalsIgnoringCase(names.get(i), name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    /** Hashes the length and three bytes only, so that a name of megabytes costs nothing. */
    private static int hash(byte[] bytes, int start, int end) {
        if (start == end) {
            return 0;
        }
        int hash = end - start;
        hash = hash * 31 + fold(bytes[start]);
        hash = hash * 31 + fold(bytes[(start + end) >>> 1]);
        hash = hash * 31 + fold(bytes[end - 1]);
        return hash ^ (hash >>> 7);
    }

    private static boolean equalsIgnoringCase(byte[] name, byte[] bytes, int start, int end) {
        if (name.length != end - start) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != bytes[start + i] && fold(name[i]) != fold(bytes[start + i])) {
                return false;
            }
        }
        return true;
    }

    private static int fold(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
