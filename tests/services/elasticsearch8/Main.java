import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.elasticsearch.Build;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One node of Elasticsearch 8, without security.
 *
 * <p>Usage: {@code java -Dnetty=DIR -Droot=RootPlugin.java -cp 'lib/*' Main.java HOME [PORT, 0 = a free one]
 * [setting=value]...}. Since version 8 a module is loaded from a folder by a loader of its own: {@code netty} holds
 * the jars of transport-netty4 and io.netty, which must not be on the class path; {@code root} is the source of the
 * module that answers {@code GET /}, because the real one is not published.
 *
 * <p>Prints {@code READY <url>} when it answers; ends when its standard input closes, and removes HOME.
 */
public class Main {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path config = Files.createDirectories(home.resolve("config"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
        Path modules = home.resolve("modules");
        transport(modules);
        root(modules, Files.createDirectories(home.resolve("classes")));
        Settings.Builder settings = Settings.builder()
            .put("path.home", home.toString())
            .put("http.port", arguments.length > 1 ? arguments[1] : "0");
        for (int i = 2; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        LogConfigurator.configureESLogging();
        Node node = new Node(
            InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> "n1"),
            PluginsLoader.createPluginsLoader(PluginsLoader.loadModulesBundles(modules), Set.of(), Map.of(), false));
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

    private static void transport(Path modules) throws IOException {
        Path module = module(modules, "transport-netty4", "org.elasticsearch.transport.netty4.Netty4Plugin");
        try (var jars = Files.list(Path.of(System.getProperty("netty")))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, module.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void root(Path modules, Path classes) throws IOException {
        Path module = module(modules, "rest-root", "RootPlugin");
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null,
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), System.getProperty("root"));
        if (failed != 0) {
            throw new IOException("RootPlugin.java does not compile");
        }
        try (var jar = new JarOutputStream(Files.newOutputStream(module.resolve("root.jar"))); var files = Files.list(classes)) {
            for (Path file : files.toList()) {
                jar.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, jar);
            }
        }
    }

    /** A module folder without a `modulename`, so that it sees the server on the class path. */
    private static Path module(Path modules, String name, String plugin) throws IOException {
        String version = Build.current().version();
        Path folder = Files.createDirectories(modules.resolve(name));
        Files.write(folder.resolve("plugin-descriptor.properties"), List.of(
            "name=" + name,
            "description=a module of the test node",
            "version=" + version,
            "elasticsearch.version=" + version,
            "java.version=" + System.getProperty("java.specification.version"),
            "classname=" + plugin));
        return folder;
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }
}
