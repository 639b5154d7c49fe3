package io.umlmachine.image;

import io.umlmachine.Network;
import io.umlmachine.image.internal.bootstrap.Bootstrapping;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.derive.Derivation;
import io.umlmachine.image.internal.derive.LayerInstallation;
import io.umlmachine.image.internal.store.GenerationLease;
import io.umlmachine.image.internal.store.ImageDirectory;
import java.io.IOException;
import java.util.Optional;

/** What an image is made from, and what keeps that there meanwhile. For one thread. */
sealed interface Origin extends AutoCloseable {

    /** How a generation is made from it. */
    Production production() throws IOException;

    /** How a generation is made from it, unless that would be like one that was. */
    Production productionUnlessLike(Optional<ImageManifest> known) throws IOException;

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
     * @param layer what comes on top of it
     * @param network what the machine is connected to in which that is done
     */
    record Base(GenerationLease lease, ImageDirectory directory, ImageLayer layer, Network network) implements Origin {

        @Override
        public Production production() throws IOException {
            return derivation(new LayerInstallation(layer, Optional.empty()));
        }

        @Override
        public Production productionUnlessLike(Optional<ImageManifest> known) throws IOException {
            return derivation(new LayerInstallation(
                    layer,
                    known.filter(manifest -> manifest.base().equals(Optional.of(name())))
                            .map(ImageManifest::packages)));
        }

        private Production derivation(LayerInstallation installation) throws IOException {
            ImageManifest from = directory.manifest(lease.generation());
            return new Derivation(
                    ImageOperation.DERIVE, ImagePhase.CUSTOMISE, lease.path(), from, network, installation);
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
