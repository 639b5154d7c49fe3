/** Debian base images: recipes, bootstrap, and the store that keeps them. */
module io.umlmachine.image {
    requires transitive io.umlmachine;
    requires transitive io.umlmachine.net;
    requires transitive org.jspecify;
    requires com.github.luben.zstd_jni;
    requires com.google.gson;
    requires org.slf4j;

    exports io.umlmachine.image;
}
