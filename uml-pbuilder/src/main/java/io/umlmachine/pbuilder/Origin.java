package io.umlmachine.pbuilder;

import java.nio.file.Path;

/** Where a configured value comes from. Each kind's {@code toString} is what {@code dumpconfig} shows. */
public sealed interface Origin {

    /**
     * The library's own default.
     *
     * @return the origin of values that nobody set
     */
    static Origin builtIn() {
        return new BuiltIn();
    }

    /** The library's own default. */
    record BuiltIn() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /**
     * A line of a configuration file.
     *
     * @param file the file as it was named
     * @param line the line, counted from 1
     */
    record FileLine(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /**
     * An option of the command line.
     *
     * @param name the option as it is written, such as {@code --uml-mem}
     */
    record Option(String name) implements Origin {
        @Override
        public String toString() {
            return "option " + name;
        }
    }

    /** The Java program, through {@link PbuilderConfig.Builder}. */
    record Program() implements Origin {
        @Override
        public String toString() {
            return "set by the program";
        }
    }
}
