package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.internal.disk.GuestTree;
import java.io.IOException;
import java.nio.file.Files;

/** What a recipe says about the files of its system, beyond the packages. */
final class Configuration {

    private Configuration() {}

    /** Puts it into a tree. */
    static void apply(Plan plan, GuestTree tree) throws IOException {
        tree.write("/etc/hostname", plan.recipe().settings().hostname() + "\n");
        configureApt(plan, tree);
    }

    /** Says where the guest's apt gets packages, and gives it the key if that is not Debian's. */
    private static void configureApt(Plan plan, GuestTree tree) throws IOException {
        if (plan.recipe().keyring().isPresent()) {
            tree.write(plan.guestKeyring().toString(), "rw-r--r--", Files.readAllBytes(plan.keyring()));
        }
        if (plan.hasSources()) {
            tree.write("/etc/apt/sources.list", plan.sourcesList());
        }
    }
}
