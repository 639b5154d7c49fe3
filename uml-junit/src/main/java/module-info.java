/** Machines in JUnit tests. */
module io.umlmachine.junit {
    requires transitive io.umlmachine;
    requires transitive io.umlmachine.image;
    requires transitive org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.assertj.core;

    exports io.umlmachine.junit;

    // JUnit makes the extension, which nobody else needs to see.
    opens io.umlmachine.junit.internal to
            org.junit.platform.commons;
}
