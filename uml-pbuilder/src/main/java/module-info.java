/** The clean-room builder of Debian packages. */
module io.umlmachine.pbuilder {
    requires transitive io.umlmachine;
    requires transitive io.umlmachine.image;
    requires transitive io.umlmachine.net;
    requires transitive org.jspecify;
    requires com.google.gson;
    requires java.net.http;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;
    requires org.slf4j;

    exports io.umlmachine.pbuilder;
}
