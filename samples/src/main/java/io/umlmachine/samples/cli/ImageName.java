package io.umlmachine.samples.cli;

import io.umlmachine.image.GenerationName;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An image, or one generation of it, as the command line names them.
 *
 * @param image the image's name
 * @param number the generation's number, if one is named
 */
record ImageName(String image, Optional<Integer> number) {

    Optional<GenerationName> generation() {
        return number.map(chosen -> new GenerationName(image, chosen));
    }

    /** Reads {@code IMAGE} and {@code IMAGE/NUMBER}. */
    static final class Converter implements ITypeConverter<ImageName> {
        @Override
        public ImageName convert(String text) {
            if (!text.matches("[A-Za-z0-9][A-Za-z0-9.+_-]*(/[1-9][0-9]{0,8})?")) {
                throw new TypeConversionException("'" + text + "' names no image and no generation, such as"
                        + " bookworm-minbase-1a2b3c4d/2; 'pbuilder-uml image ls' lists them");
            }
            int slash = text.indexOf('/');
            return slash < 0
                    ? new ImageName(text, Optional.empty())
                    : new ImageName(text.substring(0, slash), Optional.of(Integer.valueOf(text.substring(slash + 1))));
        }
    }
}
