/** Networks of a machine: slirp. */
module io.umlmachine.net {
    requires transitive io.umlmachine;
    requires org.slf4j;

    exports io.umlmachine.net;
}
