package io.umlmachine.samples.isolate;

import io.umlmachine.ExecResult;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a package did.
 *
 * @param name the package's name
 * @param version its version
 * @param offline whether it had no network
 * @param dependencies the packages that were installed for it before
 * @param installed how its installation ended
 * @param files its own files, as dpkg lists them
 * @param changes what its installation did beyond those
 * @param services its files, and those that it made, that an init or cron would run
 * @param contacts whom it tried to reach meanwhile; without a network, the names that it asked for only
 * @param removed how its removal ended
 * @param left what is different after that from the time before it all
 */
record Report(
        String name,
        String version,
        boolean offline,
        List<String> dependencies,
        ExecResult installed,
        Set<String> files,
        Changes changes,
        Set<String> services,
        Set<Contact> contacts,
        ExecResult removed,
        Changes left) {

    /** The report for a person, some lines. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(name + " " + version + (offline ? ", without a network\n" : ", with a network\n"));
        line(text, "needed", dependencies);
        outcome(text, "installation", installed);
        line(text, "its own files", List.of(Integer.toString(files.size())));
        changes(text, changes);
        line(text, "would be started", services);
        line(text, "tried to reach", contacts);
        outcome(text, "removal", removed);
        text.append(left.isEmpty() ? "Nothing of it stays.\n" : "These stay:\n");
        changes(text, left);
        return text.toString();
    }

    private static void changes(StringBuilder text, Changes changes) {
        line(text, "files added", changes.added());
        line(text, "files changed", changes.changed());
        line(text, "files removed", changes.removed());
        line(text, "users added", changes.users());
        line(text, "groups added", changes.groups());
    }

    private static void outcome(StringBuilder text, String what, ExecResult result) {
        line(text, what, List.of(result.success() ? "succeeded" : "failed: " + result.status()));
        if (!result.success()) {
            result.stderr().strip().lines().forEach(line -> line(text, "", List.of(line)));
        }
    }

    /** A label and values below each other; nothing if there are none. */
    private static void line(StringBuilder text, String label, Collection<?> values) {
        if (!values.isEmpty()) {
            String below = "\n" + " ".repeat(20);
            text.append(String.format("  %-18s", label));
            text.append(values.stream().map(Object::toString).collect(Collectors.joining(below)));
            text.append('\n');
        }
    }
}
