/** Debian base images: recipes, bootstrap, and the store that keeps them. */
@SuppressWarnings("module") // The qualified exports name a module that is compiled after this one.
module io.umlmachine.image {
    requires transitive io.umlmachine;
    requires transitive org.jspecify;
    requires com.google.gson;
    requires org.slf4j;

    exports io.umlmachine.image;
    exports io.umlmachine.image.internal.apt to
            io.umlmachine.pbuilder;
    exports io.umlmachine.image.internal.deb822 to
            io.umlmachine.pbuilder;
}
