package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.GuestFile;
import io.umlmachine.image.internal.disk.GuestTree;
import java.io.IOException;

/** What a recipe says about the files of its system, beyond the packages. */
final class Configuration {

    private Configuration() {}

    /** Puts it into a tree, and removes what the tools leave of how they were called. */
    static void apply(Plan plan, GuestTree tree) throws IOException {
        for (String unwanted : SystemFiles.UNWANTED) {
            tree.delete(unwanted);
        }
        for (GuestFile file : SystemFiles.of(plan)) {
            tree.write(file.path(), file.permissions(), file.content());
        }
    }
}
