import io.trino.Session;
import io.trino.plugin.memory.MemoryConnectorFactory;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedRow;
import io.trino.testing.TestingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs the statements of a file, split at lines of `;`, in Trino's engine, and prints each row of the last one, its values apart by tabs. */
public class RunStatements {
    public static void main(String[] arguments) throws Exception {
        Session session = TestingSession.testSessionBuilder().setCatalog("memory").setSchema("default").build();
        try (LocalQueryRunner runner = LocalQueryRunner.create(session)) {
            runner.createCatalog("memory", new MemoryConnectorFactory(), Map.of());
            String[] statements = Files.readString(Path.of(arguments[0])).split("\n;\n");
            for (int index = 0; index < statements.length; index++) {
                var result = runner.execute(statements[index]);
                if (index < statements.length - 1) continue;
                for (MaterializedRow row : result.getMaterializedRows()) {
                    StringBuilder line = new StringBuilder("ROW");
                    for (Object value : row.getFields()) line.append('\t').append(value == null ? "\\N" : value.toString());
                    System.out.println(line);
                }
            }
        }
    }
}
