import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * A MongoDB-wire server that keeps its data in memory.
 *
 * <p>Usage: {@code java -Djava.util.Arrays.useLegacyMergeSort=true -cp 'lib/*' Main.java HOME [PORT, 0 = a free one]}.
 * HOME may hold files that are needed while the server runs (its certificate). The property is needed because the server sorts with a comparator that breaks its contract, and {@code $sample}
 * then fails now and then.
 *
 * <p>System properties: {@code wire} is the wire version that it claims (13 is MongoDB 5.0; 8 is too old for the
 * driver); {@code tls.certificate} (PEM chain) and {@code tls.key} (PEM, PKCS #8, EC) turn TLS on.
 *
 * <p>Prints {@code READY <url>} when it answers; ends when its standard input closes, and removes HOME.
 */
public class Main {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
        MemoryBackend backend = new MemoryBackend();
        backend.version(new MongoVersion() {
            @Override
            public List<Integer> getVersionArray() {
                return List.of(5, 0, 0);
            }

            @Override
            public int getWireVersion() {
                return Integer.getInteger("wire", 13);
            }
        });
        MongoServer server = new MongoServer(backend);
        String certificate = System.getProperty("tls.certificate");
        if (certificate != null) {
            server.enableSsl(key(System.getProperty("tls.key")), null, chain(certificate));
        }
        server.bind(new InetSocketAddress("127.0.0.1", arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0));
        System.out.println("READY mongodb://127.0.0.1:" + server.getLocalAddress().getPort());
        System.out.flush();
        while (System.in.read() >= 0) {
            // nothing is said to this server: only the end of the stream counts
        }
        server.shutdownNow();
        System.exit(0);
    }

    private static X509Certificate[] chain(String file) throws Exception {
        try (var pem = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).toArray(new X509Certificate[0]);
        }
    }

    private static PrivateKey key(String file) throws Exception {
        String base64 = Files.readString(Path.of(file), StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }
}
