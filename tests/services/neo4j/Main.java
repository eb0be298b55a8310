import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * A Neo4j server that speaks Bolt.
 *
 * <p>Usage: {@code java -cp 'lib/*' Main.java HOME [PORT, 0 = a free one] [PASSWORD of user neo4j, none = no login]}.
 *
 * <p>The system property {@code keep} leaves HOME in place at the end, for a server that is started again.
 *
 * <p>The system property {@code pagecache} says how many megabytes of the data are kept in memory; 64 if absent.
 *
 * <p>Prints {@code READY <url>} when it answers, which is seconds after the port is open; ends when its standard input
 * closes, and removes HOME.
 */
public class Main {
    public static void main(String[] arguments) {
        try {
            run(arguments);
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            // the server's own threads would keep a failed one alive
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        // Neo4j wants it absolute and normalised
        Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        if (port == 0) {
            port = freePort();
        }
        boolean login = arguments.length > 2;
        boolean again = Files.isDirectory(home.resolve("data"));
        var server = new DatabaseManagementServiceBuilder(home)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
            .setConfig(GraphDatabaseSettings.auth_enabled, login)
            .setConfig(GraphDatabaseSettings.pagecache_memory, Long.getLong("pagecache", 64) << 20)
            .build();
        // one that is started again has its password, and refuses to change it to the same
        if (login && !again) {
            server.database("system").executeTransactionally(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", arguments[2]));
        }
        System.out.println("READY bolt://127.0.0.1:" + port);
        System.out.flush();
        while (System.in.read() >= 0) {
            // nothing is said to this server: only the end of the stream counts
        }
        server.shutdown();
        if (!Boolean.getBoolean("keep")) {
            remove(home);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }
}
