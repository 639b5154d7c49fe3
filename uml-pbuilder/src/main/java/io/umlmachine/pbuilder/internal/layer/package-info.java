/**
 * Dependency layers: images with build dependencies installed, and when one may be used.
 *
 * <p>What {@code apt-get build-dep} installs follows from the base image, from what is asked of apt, and from the package
 * lists; nothing else goes in. A {@link io.umlmachine.pbuilder.internal.layer.Question} holds the first two. The lists are
 * what the signed release files of all sources say, down to each index's digest. So an
 * {@link io.umlmachine.pbuilder.internal.layer.Answer}, the packages that apt chose for a question, holds for as long as
 * each of those release files is byte for byte the one that apt had verified in the guest.
 *
 * <p>That is what {@link io.umlmachine.pbuilder.internal.layer.ReleaseCheck} finds out on the host: one request for each
 * source, all at once and conditional ({@code If-Modified-Since}), while the machine boots from the layer already. It needs no
 * signature, since it trusts no content: it asks whether a file is the same as one that was verified. Somebody in between who
 * answers falsely that it is gains what a replay of the old file would have gained him with apt, and no more; a release file
 * whose {@code Valid-Until} has passed is never taken for current. Whatever is not certain (another file, an error, no way
 * from the host to the archive, a source of a kind that is not HTTP) means: ask apt in the guest again. That is slower and
 * never wrong. A changed release file need not change the answer: if apt chooses the same packages, by names, versions,
 * sizes and digests, the layer that has them is used ({@link io.umlmachine.pbuilder.internal.layer.Resolution}).
 *
 * <p>A layer is a whole image, so its base image may go. It appears by one rename. Who uses one gives its file a second name
 * in a directory of his own, which goes with him; so the file cannot vanish under a machine, its link count tells who must not
 * be evicted, and there is no lock to be lost. It is made by one at a time: who needs the same one waits for it.
 */
@NullMarked
package io.umlmachine.pbuilder.internal.layer;

import org.jspecify.annotations.NullMarked;
