package io.arrowgate.decode.row;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.stream.column.RecordFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers the raw fields of a stream. A decoder stores the value of a field under its number until it fills the columns.
 *
 * <p>Names match regardless of ASCII case and surrounding blanks. Names of different fields that differ in case only match
 * exactly, except names that begin with an underscore: these are parts of a record, such as its time. A name that is also a path,
 * or that of a Kafka field, has a field for each: if a record has no top-level value of this name, the value at the path is used. A
 * name in quotes is only that of a top-level value.
 */
public final class FieldIndex {
    public static final int UNKNOWN = -1;

    private static final int[] NONE = {};

    private final boolean paths;
    /** Names in quotes, without the quotes. */
    private final Set<String> literalNames;

    private final FieldNode root = new FieldNode(0);
    private final FieldNode kafkaRoot = new FieldNode(1);
    private int nodeCount = 2;
    private final List<int[]> alternatives = new ArrayList<>();
    private final int[][] columnFields;

    public FieldIndex(StreamDefinition stream) {
        paths = stream.format() == RecordFormat.JSON;
        literalNames = stream.columns().stream()
                .flatMap(column -> Stream.concat(column.source().stream(), column.aliases().stream()))
                .filter(name -> !FieldPath.literalName(name).equals(name))
                .map(FieldPath::literalName)
                .collect(Collectors.toSet());
        for (ColumnDefinition column : stream.columns()) {
            if (column.source().contains(column.name())) {
                int field = add(column.name(), UNKNOWN);
                column.aliases().forEach(alias -> add(alias, field));
            }
        }
        columnFields = new int[stream.columns().size()][];
        for (int i = 0; i < columnFields.length; i++) {
            columnFields[i] = stream.columns().get(i).source().stream()
                    .mapToInt(name -> add(name, UNKNOWN))
                    .toArray();
        }
        root.seal();
        kafkaRoot.seal();
    }

    /** Returns the number of fields; fields are numbered from 0. */
    public int fieldCount() {
        return alternatives.size();
    }

    int nodeCount() {
        return nodeCount;
    }

    /** Returns the fields whose values are joined into a column. */
    public int[] fieldsOf(int column) {
        return columnFields[column];
    }

    /** Returns the fields that replace this one if it has no value, the first that has one. */
    public int[] alternativesOf(int field) {
        return alternatives.get(field);
    }

    /** Returns the node of a whole record. */
    public FieldNode root() {
        return root;
    }

    /** Returns the node whose children are the {@link KafkaFields} that the stream uses. */
    public FieldNode kafkaRoot() {
        return kafkaRoot;
    }

    /** Returns the field of this top-level name, or {@link #UNKNOWN}. */
    public int find(String name) {
        FieldNode node = root.child(name);
        return node == null ? UNKNOWN : node.field();
    }

    /** Returns the field whose top-level name is this range of bytes, or {@link #UNKNOWN}. */
    public int find(byte[] bytes, int start, int end) {
        FieldNode node = root.child(bytes, start, end);
        return node == null ? UNKNOWN : node.field();
    }

    /**
     * Adds a name and the path that it may be; returns the field of the name.
     *
     * @param field of the name unless it has one; {@link #UNKNOWN} for a new one
     */
    private int add(String name, int field) {
        String unquoted = FieldPath.literalName(name);
        boolean isLiteral = paths || KafkaFields.isName(unquoted) || KafkaFields.isAllHeaders(unquoted);
        // Names of other formats may have quotes.
        FieldNode literal = child(root, isLiteral ? unquoted : name);
        FieldPath path = paths || KafkaFields.isName(name) ? FieldPath.parse(name) : null;
        boolean hasOthers = KafkaFields.isName(name) || (path != null && path.isNested());
        // The literal name is also used without its alternatives, so it needs a field of its own.
        boolean separate = hasOthers && literalNames.contains(name);
        if (literal.field() == UNKNOWN) {
            literal.setField(field == UNKNOWN || separate ? newField() : field);
        }
        if (!separate) {
            addOthers(literal.field(), name, path);
            return literal.field();
        }
        int joined = field == UNKNOWN ? newField() : field;
        addAlternative(joined, literal.field());
        addOthers(joined, name, path);
        return joined;
    }

    /** Adds the path and the Kafka field that a name may be to the alternatives of a field. */
    private void addOthers(int field, String name, FieldPath path) {
        if (paths && path.isNested()) {
            addAlternative(field, fieldAt(root, path));
        }
        if (KafkaFields.isName(name)) {
            int first = path.steps().get(0).name().length();
            if (path.isNested() && name.charAt(first) == '.') {
                FieldNode part = child(kafkaRoot, name.substring(0, first));
                addAlternative(field, fieldAt(part, literalPath(name.substring(first + 1))));
            }
            addAlternative(field, fieldAt(kafkaRoot, path));
        }
    }

    private static FieldPath literalPath(String name) {
        return new FieldPath(List.of(new FieldPath.Step(FieldPath.literalName(name), 0)));
    }

    /** Returns the field of a path, which is new unless another name has the same path. */
    private int fieldAt(FieldNode start, FieldPath path) {
        List<FieldNode> parents = new ArrayList<>();
        FieldNode node = start;
        for (FieldPath.Step step : path.steps()) {
            parents.add(node);
            node = step.isElement() ? element(node, step.index()) : child(node, step.name());
        }
        if (node.field() == UNKNOWN) {
            node.setField(newField());
            for (FieldNode parent : parents) {
                parent.addNestedField(node.field());
            }
        }
        return node.field();
    }

    private FieldNode child(FieldNode parent, String name) {
        FieldNode known = parent.sameName(name);
        return known == null ? parent.addChild(name, new FieldNode(nodeCount++)) : known;
    }

    private FieldNode element(FieldNode parent, int index) {
        FieldNode known = parent.element(index);
        return known == null ? parent.addElement(index, new FieldNode(nodeCount++)) : known;
    }

    private int newField() {
        alternatives.add(NONE);
        return alternatives.size() - 1;
    }

    private void addAlternative(int field, int alternative) {
        int[] known = alternatives.get(field);
        if (alternative != field && Arrays.stream(known).noneMatch(one -> one == alternative)) {
            int[] longer = Arrays.copyOf(known, known.length + 1);
            longer[known.length] = alternative;
            alternatives.set(field, longer);
        }
    }
}
