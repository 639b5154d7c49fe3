# Sourced by the scripts of this directory, which set $samples to it: builds the jars, and runs Java on them.

# The jars, made in a way that shows nothing but errors. How sources are formatted is no concern of who runs them.
build_jars() {
    mvn -B -q -ntp -f "$samples/../pom.xml" -DskipTests -Dspotless.check.skip package
}

# The jars, made if there are none.
require_jars() {
    if [ ! -f "$samples/target/samples.jar" ]; then
        echo 'Building the jars ...' >&2
        build_jars >&2
    fi
}

# Becomes Java: options of it, a class, arguments.
exec_java() {
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    # From Java 22 on, native access (JNA's, to talk to kernels) that was not allowed brings a warning; before 17, an
    # unknown option brings an error.
    if "$java" --enable-native-access=ALL-UNNAMED -version >/dev/null 2>&1; then
        set -- --enable-native-access=ALL-UNNAMED "$@"
    fi
    exec "$java" -cp "$samples/target/samples.jar:$samples/target/lib/*" \
        -Dorg.slf4j.simpleLogger.defaultLogLevel=warn "$@"
}
