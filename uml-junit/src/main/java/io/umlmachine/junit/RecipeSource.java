package io.umlmachine.junit;

import io.umlmachine.MachineImage;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageRecipe;

/** Says what the disk is made from that the machines of a test class boot. Has a constructor without parameters. */
@FunctionalInterface
public interface RecipeSource extends ImageSource {

    /**
     * The recipe. Called once for each machine, on any thread; equal recipes lead to one image.
     *
     * @return such as {@code ImageRecipe.builder("bookworm").include("nginx").build()}
     */
    ImageRecipe recipe();

    /**
     * The image of the recipe in the user's own store.
     *
     * @return an image that is made when it is first needed
     */
    @Override
    default MachineImage image() {
        return DebianImage.of(recipe());
    }
}
