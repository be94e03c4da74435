import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Parses the given files and says what is wrong with them; names need not be known. */
class Parse {
    public static void main(String[] files) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var told = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(told, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(Stream.of(files).map(Path::of).toList());
            ((JavacTask) compiler.getTask(null, manager, told, null, null, sources)).parse();
        }
        var errors = told.getDiagnostics().stream().filter(one -> one.getKind() == Diagnostic.Kind.ERROR).toList();
        errors.forEach(System.err::println);
        System.exit(errors.isEmpty() ? 0 : 1);
    }
}
