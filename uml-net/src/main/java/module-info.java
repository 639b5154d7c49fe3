/** Networks of machines: slirp, taps, and machines among themselves. */
module io.umlmachine.net {
    requires transitive io.umlmachine;
    requires com.sun.jna;
    requires org.slf4j;

    exports io.umlmachine.net;
}
