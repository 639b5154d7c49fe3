package io.umlmachine.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An OpenPGP key of a test's own, and what it signs. */
public final class SigningKey {

    private static final String USER = "A Test <test@mirror.example>";

    private final PGPKeyPair pair;

    private SigningKey(PGPKeyPair pair) {
        this.pair = pair;
    }

    /**
     * A new key.
     *
     * @return a key that nobody knows
     */
    public static SigningKey generate() {
        return generate(new Date());
    }

    /**
     * A new key of some age.
     *
     * @param created when it was made
     * @return a key that nobody knows
     */
    public static SigningKey generate(Date created) {
        try {
            RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
            generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(0x10001), new SecureRandom(), 2048, 80));
            return new SigningKey(new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    PublicKeyAlgorithmTags.RSA_GENERAL,
                    generator.generateKeyPair(),
                    created));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes the public key.
     *
     * @param file where to
     * @param validSeconds how long it is valid from its making on, 0 for ever
     * @param armored whether as text
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(Path file, long validSeconds, boolean armored) throws IOException {
        try {
            PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
            if (validSeconds > 0) {
                subpackets.setKeyExpirationTime(false, validSeconds);
            }
            PGPSignatureGenerator certification = signer(PGPSignature.POSITIVE_CERTIFICATION, HashAlgorithmTags.SHA256);
            certification.setHashedSubpackets(subpackets.generate());
            PGPPublicKey key = PGPPublicKey.addCertification(
                    pair.getPublicKey(), USER, certification.generateCertification(USER, pair.getPublicKey()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (armored) {
                try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
                    key.encode(armor);
                }
            } else {
                key.encode(bytes);
            }
            return Files.write(file, bytes.toByteArray());
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes the secret key.
     *
     * @param file where to
     * @param passphrase what protects it; empty for nothing
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path writeSecret(Path file, String passphrase) throws IOException {
        try {
            PGPSecretKey secret = new PGPSecretKey(
                    pair.getPrivateKey(),
                    pair.getPublicKey(),
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    true,
                    passphrase.isEmpty()
                            ? null
                            : new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                                    .build(passphrase.toCharArray()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
                secret.encode(armor);
            }
            return Files.write(file, bytes.toByteArray());
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Signs a text below it.
     *
     * @param text lines, none of which ends with a blank
     * @return the signed text
     */
    public byte[] sign(String text) {
        return sign(text, HashAlgorithmTags.SHA256);
    }

    /**
     * Signs a text below it.
     *
     * @param text lines, none of which ends with a blank
     * @param hash the number of the hash
     * @return the signed text
     */
    public byte[] sign(String text, int hash) {
        try {
            PGPSignatureGenerator generator = signer(PGPSignature.CANONICAL_TEXT_DOCUMENT, hash);
            generator.update(text.strip().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
                armor.beginClearText(hash);
                armor.write((text.strip() + "\n").getBytes(StandardCharsets.UTF_8));
                armor.endClearText();
                generator.generate().encode(new BCPGOutputStream(armor));
            }
            return bytes.toByteArray();
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private PGPSignatureGenerator signer(int type, int hash) throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
        generator.init(type, pair.getPrivateKey());
        return generator;
    }
}
