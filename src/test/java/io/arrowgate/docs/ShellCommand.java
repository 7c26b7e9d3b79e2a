package io.arrowgate.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a command of a shell block: one program, or several in a pipeline or a list.
 *
 * @param text as it is in the block
 * @param programs words of each program, without quotes, variable assignments and redirections
 * @param outputFiles files that the output is redirected to
 */
public record ShellCommand(String text, List<List<String>> programs, List<String> outputFiles) {
    public static final String LAUNCHER = "./arrowgate";

    /** Splits the text of a block, as far as the documentation uses the shell's syntax. */
    public static List<ShellCommand> parse(String block) {
        return new Parser(block).commands();
    }

    /** Returns the arguments of each call of the launcher. */
    public List<List<String>> arrowgateArguments() {
        return programs.stream()
                .filter(words -> words.get(0).equals(LAUNCHER))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }

    /** Returns whether the command runs until it is stopped. */
    boolean isUp() {
        return arrowgateArguments().stream().anyMatch(arguments -> arguments.contains("up"));
    }

    private static final class Parser {
        private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z][^<>\n]*>");
        private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");

        private final String block;
        private final List<ShellCommand> commands = new ArrayList<>();
        private List<List<String>> programs = new ArrayList<>();
        private List<String> words = new ArrayList<>();
        private List<String> outputFiles = new ArrayList<>();
        private StringBuilder word;
        private char redirection;
        private boolean continued;
        private int start;
        private int at;

        Parser(String block) {
            this.block = block;
        }

        List<ShellCommand> commands() {
            while (at < block.length()) {
                char c = block.charAt(at);
                Matcher placeholder = PLACEHOLDER.matcher(block).region(at, block.length());
                if (c == '\\' && block.startsWith("\\\n", at)) {
                    endWord();
                    at += 2;
                } else if (c == '\n') {
                    endLine();
                    at++;
                } else if (c == '#' && word == null) {
                    at = indexOr(block.indexOf('\n', at), block.length());
                } else if (c == ' ') {
                    endWord();
                    at++;
                } else if (placeholder.lookingAt()) {
                    append(placeholder.group());
                    at = placeholder.end();
                } else if (c == '<' || c == '>') {
                    endWord();
                    redirection = c;
                    at++;
                } else if (c == '|' || c == ';' || c == '&') {
                    endProgram();
                    continued = c != ';';
                    at++;
                } else {
                    quotedOrPlain(c);
                }
            }
            endLine();
            return List.copyOf(commands);
        }

        private void quotedOrPlain(char c) {
            int end = at + 1;
            if (c == '\'' || c == '"') {
                end = indexOr(block.indexOf(c, at + 1), block.length() - 1) + 1;
                append(block.substring(at + 1, end - 1));
            } else if (block.startsWith("$(", at)) {
                end = indexOr(block.indexOf(')', at), block.length() - 1) + 1;
                append(block.substring(at, end));
            } else {
                append(String.valueOf(c));
            }
            at = end;
        }

        private static int indexOr(int index, int otherwise) {
            return index < 0 ? otherwise : index;
        }

        private void append(String text) {
            if (word == null) {
                word = new StringBuilder();
            }
            word.append(text);
            continued = false;
        }

        private void endWord() {
            if (word == null) {
                return;
            }
            if (redirection == '>') {
                outputFiles.add(word.toString());
            } else if (redirection == 0
                    && !(words.isEmpty() && ASSIGNMENT.matcher(word).matches())) {
                words.add(word.toString());
            }
            redirection = 0;
            word = null;
        }

        private void endProgram() {
            endWord();
            if (!words.isEmpty()) {
                programs.add(List.copyOf(words));
                words = new ArrayList<>();
            }
        }

        private void endLine() {
            if (continued) {
                return;
            }
            endProgram();
            if (!programs.isEmpty()) {
                commands.add(new ShellCommand(
                        block.substring(start, at).strip(), List.copyOf(programs), List.copyOf(outputFiles)));
                programs = new ArrayList<>();
                outputFiles = new ArrayList<>();
            }
            start = at;
        }
    }
}
