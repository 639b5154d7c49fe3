package io.umlmachine.pbuilder.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.pbuilder.LayerPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerStoreTest {

    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final String THREE = "3".repeat(64);
    private static final int SIZE = 64 * 1024;

    @TempDir
    private Path directory;

    private LayerPolicy.Keep policy() {
        return LayerPolicy.keep().directory(directory);
    }

    private void publish(LayerPolicy.Keep policy, String digest) throws IOException, InterruptedException {
        byte[] content = new byte[SIZE];
        java.util.Arrays.fill(content, (byte) digest.charAt(0));
        LayerStore.open(policy).publish(digest, List.of("tool_1_all"), image -> Files.write(image, content));
    }

    private void lastUsed(String digest, Duration ago) throws IOException {
        Files.setLastModifiedTime(
                directory.resolve(digest + ".packages"),
                FileTime.from(Instant.now().minus(ago)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(directory), Files.list(directory.resolve(".work")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".work"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatWasPublishedCanBeTaken() throws IOException, InterruptedException {
        LayerStore store = LayerStore.open(policy());
        assertThat(store.take(ONE)).isEmpty();
        publish(policy(), ONE);
        try (LayerLease lease = store.take(ONE).orElseThrow()) {
            assertThat(lease.path()).hasSize(SIZE);
            assertThat(lease.packages()).containsExactly("tool_1_all");
        }
        assertThat(files()).containsExactly(ONE + ".img", ONE + ".packages");
    }

    @Test
    void whatFailsToBeMadeLeavesNothing() throws IOException {
        LayerStore store = LayerStore.open(policy());
        assertThatThrownBy(() -> store.publish(ONE, List.of(), image -> {
                    Files.write(image, new byte[SIZE]);
                    throw new IOException("no room");
                }))
                .hasMessage("no room");
        assertThat(store.take(ONE)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsInUseIsNotEvictedAndStaysReadableInAnyCase() throws IOException, InterruptedException {
        publish(policy(), ONE);
        LayerStore store = LayerStore.open(policy().maxSize(new ByteSize(0)));
        try (LayerLease lease = store.take(ONE).orElseThrow()) {
            assertThat(store.evict()).isEmpty();
            // As another program might do in between.
            Files.delete(directory.resolve(ONE + ".img"));
            assertThat(lease.path()).hasSize(SIZE);
        }
        publish(policy(), ONE);
        assertThat(store.evict()).containsExactly(ONE);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasNotUsedForLongGoes() throws IOException, InterruptedException {
        publish(policy(), ONE);
        publish(policy(), TWO);
        lastUsed(ONE, Duration.ofDays(2));
        lastUsed(TWO, Duration.ofDays(2));
        LayerStore store = LayerStore.open(policy().maxAge(Duration.ofDays(1)));
        store.take(TWO).orElseThrow().close();
        assertThat(store.evict()).containsExactly(ONE);
    }

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirstIfThereIsTooMuch() throws IOException, InterruptedException {
        publish(policy(), ONE);
        publish(policy(), TWO);
        lastUsed(ONE, Duration.ofHours(1));
        lastUsed(TWO, Duration.ofHours(2));
        publish(policy().maxSize(new ByteSize(2 * SIZE)), THREE);
        assertThat(files()).containsExactly(ONE + ".img", ONE + ".packages", THREE + ".img", THREE + ".packages");
    }

    @Test
    void anAnswerIsRememberedUntilTheNextOneAndForgottenWhenItIsOld() throws IOException {
        LayerStore store = LayerStore.open(policy());
        Question question = new Question(new BaseIdentity("base"), List.of("prepare"), List.of("Build-Depends: tool"));
        assertThat(store.answer(question)).isEmpty();
        store.remember(question, new Answer(ONE, List.of()));
        store.remember(question, new Answer(TWO, List.of()));
        assertThat(store.answer(question)).contains(new Answer(TWO, List.of()));
        Path file = directory.resolve(question.digest() + ".answer");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        store.evict();
        assertThat(store.answer(question)).isEmpty();
    }

    @Test
    void aDamagedAnswerIsNone() throws IOException {
        LayerStore store = LayerStore.open(policy());
        Question question = new Question(new BaseIdentity("base"), List.of(), List.of());
        Files.writeString(directory.resolve(question.digest() + ".answer"), "answer 1 " + ONE.substring(1) + "\n");
        assertThat(store.answer(question)).isEmpty();
    }
}
