/** Boots, talks to and cleans up one User-Mode Linux machine. */
module io.umlmachine {
    requires transitive org.jspecify;
    requires org.slf4j;

    exports io.umlmachine;
}
