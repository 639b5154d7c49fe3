package io.umlmachine.image;

import io.umlmachine.image.internal.bootstrap.Bootstrapping;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.derive.Derivation;
import io.umlmachine.image.internal.derive.LayerInstallation;
import io.umlmachine.image.internal.store.GenerationLease;
import io.umlmachine.image.internal.store.ImageDirectory;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** What an image is made from, and what keeps that there meanwhile. For one thread. */
sealed interface Origin extends AutoCloseable {

    /** How a generation is made from it. */
    Production production() throws IOException, InterruptedException;

    /** How a generation is made from it, unless that would be like one that was. */
    Production productionUnlessLike(Optional<ImageManifest> known) throws IOException, InterruptedException;

    /** Whether a generation that is there is made from this. */
    boolean isOriginOf(GenerationLease made, ImageDirectory directory) throws IOException;

    @Override
    void close();

    /**
     * The packages of an archive.
     *
     * @param recipe what to make of them
     * @param bootstrap by which tool
     * @param surroundings how the archive is reached
     */
    record Archive(ImageRecipe recipe, Bootstrap bootstrap, Surroundings surroundings) implements Origin {

        @Override
        public Production production() {
            return new Bootstrapping(recipe, bootstrap, surroundings);
        }

        @Override
        public Production productionUnlessLike(Optional<ImageManifest> known) {
            return production();
        }

        @Override
        public boolean isOriginOf(GenerationLease made, ImageDirectory directory) {
            return true;
        }

        @Override
        public void close() {
            // Archives go on, and what was made of them stays what it is.
        }
    }

    /**
     * A generation of another image.
     *
     * @param lease the generation
     * @param directory where it is
     * @param recipe what it was made from in the beginning
     * @param layer what comes on top of it
     * @param surroundings how the machine in which that is done reaches the archives
     */
    record Base(
            GenerationLease lease,
            ImageDirectory directory,
            ImageRecipe recipe,
            ImageLayer layer,
            Surroundings surroundings)
            implements Origin {

        @Override
        public Production production() throws IOException, InterruptedException {
            return derivation(Optional.empty());
        }

        @Override
        public Production productionUnlessLike(Optional<ImageManifest> known) throws IOException, InterruptedException {
            return derivation(known.filter(manifest -> manifest.base().equals(Optional.of(name())))
                    .map(ImageManifest::packages));
        }

        private Production derivation(Optional<SortedMap<String, String>> known)
                throws IOException, InterruptedException {
            LayerInstallation installation = new LayerInstallation(layer, surroundings.machineApt(), known);
            return new Derivation(
                    ImageOperation.DERIVE,
                    ImagePhase.CUSTOMISE,
                    lease.path(),
                    name(),
                    recipe,
                    surroundings,
                    installation);
        }

        @Override
        public boolean isOriginOf(GenerationLease made, ImageDirectory directory) throws IOException {
            return directory.manifest(made.generation()).base().equals(Optional.of(name()));
        }

        private GenerationName name() {
            return new GenerationName(directory.name(), lease.generation().number());
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
