package io.umlmachine.samples.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * For an option whose value may be left out: only what follows an equals sign is its value, and the next word is the
 * command's own. Without a value it has an empty one.
 */
final class AttachedValue implements IParameterPreprocessor {

    private static final String APART = " ";

    @Override
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (APART.equals(info.get("separator"))) {
            words.push("");
        }
        return false;
    }
}
