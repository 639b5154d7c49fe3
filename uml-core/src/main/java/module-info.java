/** Boots, talks to and cleans up one User-Mode Linux machine. */
@SuppressWarnings("module") // The qualified exports name modules that are compiled after this one.
module io.umlmachine {
    requires transitive org.jspecify;
    requires org.apache.commons.compress;
    requires com.sun.jna;
    requires org.slf4j;

    exports io.umlmachine;
    exports io.umlmachine.internal.host to
            io.umlmachine.net,
            io.umlmachine.image,
            io.umlmachine.pbuilder;
}
