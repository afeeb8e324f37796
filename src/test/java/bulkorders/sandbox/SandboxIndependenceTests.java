package bulkorders.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SandboxIndependenceTests {

  @Test
  void itSharesNothingWithTheClientsItStandsInFor() {
    JavaClasses sandbox =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("bulkorders.sandbox");

    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "bulkorders.sandbox..",
            "java..",
            "javax.crypto..",
            "com.sun.net.httpserver",
            "tools.jackson..",
            "org.jspecify..",
            "org.slf4j")
        .because("a misunderstanding of an API must not be mirrored by its stand-in")
        .check(sandbox);
  }
}
