import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

/**
 * One node of OpenSearch 2, without security.
 *
 * <p>Usage: {@code java -cp 'lib/*' Main.java HOME [PORT, 0 = a free one] [setting=value]...}
 *
 * <p>Prints {@code READY <url>} when it answers; ends when its standard input closes, and removes HOME.
 */
public class Main {
    private static final List<Class<? extends Plugin>> MODULES = List.of(
        org.opensearch.transport.Netty4Plugin.class,
        org.opensearch.index.mapper.MapperExtrasPlugin.class,
        org.opensearch.join.ParentJoinPlugin.class,
        org.opensearch.index.reindex.ReindexPlugin.class,
        org.opensearch.analysis.common.CommonAnalysisPlugin.class,
        org.opensearch.painless.PainlessPlugin.class,
        org.opensearch.geo.GeoModulePlugin.class);

    /** The constructor that takes modules from the class path is not public. */
    private static final class EmbeddedNode extends Node {
        EmbeddedNode(Environment environment, Collection<Class<? extends Plugin>> modules) {
            super(environment, modules, true);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path config = Files.createDirectories(home.resolve("config"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
        Settings.Builder settings = Settings.builder()
            .put("path.home", home.toString())
            .put("http.port", arguments.length > 1 ? arguments[1] : "0");
        for (int i = 2; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Node node = new EmbeddedNode(
            InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> "n1"), new ArrayList<>(MODULES));
        node.start();
        int port = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress().getPort();
        System.out.println("READY http://127.0.0.1:" + port);
        System.out.flush();
        while (System.in.read() >= 0) {
            // nothing is said to this server: only the end of the stream counts
        }
        node.close();
        System.exit(0);
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }
}
