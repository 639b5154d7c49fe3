/** Boots, talks to and cleans up one User-Mode Linux machine. */
@SuppressWarnings("module") // The qualified exports name modules that are compiled after this one.
module io.umlmachine {
    requires transitive org.jspecify;
    requires java.net.http;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;
    requires org.bouncycastle.pg;
    requires org.bouncycastle.provider;
    requires com.sun.jna;
    requires org.slf4j;

    exports io.umlmachine;
    exports io.umlmachine.internal.apt to
            io.umlmachine.image,
            io.umlmachine.pbuilder;
    exports io.umlmachine.internal.archive to
            io.umlmachine.image,
            io.umlmachine.pbuilder;
    exports io.umlmachine.internal.config to
            io.umlmachine.net,
            io.umlmachine.image,
            io.umlmachine.pbuilder;
    exports io.umlmachine.internal.deb822 to
            io.umlmachine.image,
            io.umlmachine.pbuilder;
    exports io.umlmachine.internal.host to
            io.umlmachine.net,
            io.umlmachine.image,
            io.umlmachine.pbuilder;
    exports io.umlmachine.internal.terminal to
            io.umlmachine.pbuilder;
    exports io.umlmachine.internal.transfer to
            io.umlmachine.image;
    exports io.umlmachine.internal.unix to
            io.umlmachine.net,
            io.umlmachine.image,
            io.umlmachine.pbuilder;
}
