package io.umlmachine.image.testing;

import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageStore;
import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Another Java program that makes generations until it is killed, or uses an image once. */
public final class MakerProgram {

    /** What it does. */
    public enum Task {
        /** Makes generations from the archive, again and again. */
        CREATE,
        /** Updates and customises, again and again. */
        UPDATE,
        /** Asks for the image, boots it, and ends. */
        USE
    }

    private MakerProgram() {}

    /**
     * Starts the program, which prints a line for each phase that starts and for each generation.
     *
     * @param task what it does
     * @param environment variables, such as where the cache is
     * @param image which image
     * @return the program
     * @throws IOException if it cannot be started
     */
    public static JavaProgram start(Task task, Map<String, String> environment, Image image) throws IOException {
        return JavaProgram.start(
                MakerProgram.class,
                environment,
                task.name(),
                image.store().toString(),
                image.mirror(),
                image.keyring().toString());
    }

    /**
     * What an image can be told to another program by.
     *
     * @param store the store
     * @param mirror the mirror; empty for the host's
     * @param keyring the keyring of the mirror, if there is one
     */
    public record Image(Path store, String mirror, Path keyring) {

        /**
         * The image.
         *
         * @return a builder
         */
        public DebianImage.Builder builder() {
            DebianImage.Builder builder = DebianImage.builder(TestArchive.SUITE)
                    .store(ImageStore.at(store))
                    .network(TestArchive.guestNetwork());
            return mirror.isEmpty() ? builder : builder.mirror(mirror).keyring(keyring);
        }
    }

    /**
     * The program.
     *
     * @param arguments the task, and the image
     * @throws Exception if it fails
     */
    public static void main(String[] arguments) throws Exception {
        Task task = Task.valueOf(arguments[0]);
        DebianImage image = new Image(Path.of(arguments[1]), arguments[2], Path.of(arguments[3]))
                .builder()
                .onProgress(MakerProgram::tell)
                .build();
        if (task == Task.USE) {
            try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
                System.out.println(
                        machine.exec("cat", "/etc/hostname").orThrow().stdout());
            }
            System.out.println(image.manifest().orElseThrow().generation());
            return;
        }
        while (true) {
            if (task == Task.CREATE) {
                image.create();
            } else {
                image.update();
                image.customise(new GuestScript("note", "date >/etc/note\n"));
            }
        }
    }

    private static void tell(ImageEvent event) {
        if (event instanceof ImageEvent.PhaseStarted) {
            System.out.println(event.phase());
        }
    }
}
