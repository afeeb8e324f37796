package bulkorders;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house, each with its reason. */
class ArchitectureTests {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("bulkorders");

  @Test
  void arrowsRunOneWay() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("cli")
        .definedBy("bulkorders", "bulkorders.cli")
        .layer("job")
        .definedBy("bulkorders.job")
        .layer("features")
        .definedBy(
            "bulkorders.intake",
            "bulkorders.planning",
            "bulkorders.submission",
            "bulkorders.tracking",
            "bulkorders.reconciliation",
            "bulkorders.stock",
            "bulkorders.cancellation",
            "bulkorders.report",
            "bulkorders.requirements")
        .layer("ledger")
        .definedBy("bulkorders.ledger")
        .layer("provider")
        .definedBy("bulkorders.provider..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("job")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("features")
        .mayOnlyBeAccessedByLayers("cli", "job")
        .whereLayer("ledger")
        .mayOnlyBeAccessedByLayers("cli", "job", "features")
        .because("a change of one feature must not be able to break what it stands on")
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("bulkorders.(*)..")
        .should()
        .beFreeOfCycles()
        .because("packages that need each other are one package")
        .check(MAIN);
  }

  @Test
  void theSandboxSharesNoCodeWithTheRest() {
    noClasses()
        .that()
        .resideInAPackage("bulkorders.sandbox..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("bulkorders..").and(resideOutsideOfPackages("bulkorders.sandbox..")))
        .because("a misunderstanding of an API must not be mirrored by its stand-in")
        .check(MAIN);
    noClasses()
        .that(are(resideOutsideOfPackages("bulkorders.sandbox..", "bulkorders.cli..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("bulkorders.sandbox..")
        .because("only the command line starts the sandbox")
        .check(MAIN);
  }

  @Test
  void onlyTheLedgerSpeaksSqlToItsTables() {
    noClasses()
        .that(
            are(
                resideOutsideOfPackages(
                    "bulkorders.ledger..", "bulkorders.database..", "bulkorders.cli..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.jdbc..", "java.sql..", "javax.sql..", "org.postgresql..")
        .because("the truth about what was bought is changed in one place")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("bulkorders.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.jdbc.core..")
        .because("the command line may open connections but speaks no SQL")
        .check(MAIN);
  }

  @Test
  void packingIsPure() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Pack")
        .or()
        .haveSimpleName("Lanes")
        .or()
        .haveSimpleName("LanePacking")
        .or()
        .haveSimpleName("ReferenceFormat")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "bulkorders.ledger..",
            "bulkorders.provider..",
            "org.springframework..",
            "java.io..",
            "java.sql..")
        .because("what decides about orders must give the same answer everywhere and for ever")
        .check(MAIN);
  }

  @Test
  void timeComesFromTheInjectedClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("a test must be able to say what time it is")
        .check(MAIN);
  }

  @Test
  void nothingBelowThePipelineSendsAgain() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.hc..",
            "org.apache.http..",
            "okhttp3..",
            "org.springframework.http.client.reactive..")
        .because("those clients send a POST again by themselves, and every POST may buy numbers")
        .check(MAIN);
    noClasses()
        .that(are(resideOutsideOfPackages("bulkorders.provider")))
        .should()
        .dependOnClassesThat(are(equivalentTo(HttpClient.class)))
        .because("there is one place that makes HTTP clients, and it makes them send once")
        .check(MAIN);
  }

  @Test
  void noStepIsFaultTolerant() {
    noClasses()
        .should()
        .callMethod(
            org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder.class,
            "faultTolerant")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("RunIdIncrementer")
        .because(
            "Spring Batch's skip and retry lose rows after a crash, and an incrementer drops"
                + " parameters")
        .check(MAIN);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that(are(resideOutsideOfPackages("bulkorders.cli..")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("standard output carries the result and nothing else")
        .check(MAIN);
  }

  @Test
  void theEmbeddedTestServerIsNeverUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.zonky..")
        .because(
            "it runs without fsync and with trust authentication, and stops servers that others"
                + " use")
        .check(MAIN);
  }

  @Test
  void connectionsAreOpenedWhereTheyAreUnderstood() {
    noClasses()
        .that(
            are(
                resideOutsideOfPackages(
                    "bulkorders.ledger..", "bulkorders.database..", "bulkorders.cli..")))
        .should()
        .dependOnClassesThat(are(equivalentTo(Connection.class)))
        .because("a connection held by accident is a transaction held by accident")
        .check(MAIN);
  }

  @Test
  void namesSayWhatThingsAre() {
    classes()
        .should()
        .haveNameNotMatching(".*(Utils?|Manager|Impl|Helper)$")
        .because("such names say nothing")
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() throws ClassNotFoundException {
    Set<String> packages = new TreeSet<>();
    MAIN.forEach(type -> packages.add(type.getPackageName()));
    for (String name : packages) {
      Class<?> info = Class.forName(name + ".package-info");
      assertThat(info.isAnnotationPresent(NullMarked.class))
          .as("package %s is checked for nulls", name)
          .isTrue();
    }
  }

  private static DescribedPredicate<JavaClass> equivalentTo(Class<?> type) {
    return JavaClass.Predicates.equivalentTo(type);
  }
}
