package io.umlmachine.internal.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The images that go with this program, so that an orderly end of it leaves none of them. Thread-safe. */
final class OwnedImages {

    private static final Set<StoredImage> IMAGES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OwnedImages::removeAll, "uml-images-shutdown"));
    }

    private OwnedImages() {}

    static void add(StoredImage image) {
        IMAGES.add(image);
    }

    static void remove(StoredImage image) {
        IMAGES.remove(image);
    }

    /** Machines that still run have the files open, and need no names of them. */
    private static void removeAll() {
        List<StoredImage> left = new ArrayList<>(IMAGES);
        left.forEach(StoredImage::remove);
    }
}
