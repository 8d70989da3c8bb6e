package io.trustfabric;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.trustfabric.record.TrustRecord;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "io.trustfabric.";

  /// The rooms that are no features, and what each may use.
  private static final List<String> FEATURES =
      List.of("quality", "modelops", "security", "monitoring", "compliance", "backup", "chaos");

  private static final List<String> LOWER_AND_HIGHER =
      List.of("record", "web", "identity", "prometheus", "ledger", "live", "alerting", "trust");

  /// The only classes that change rows past Hibernate's listeners, each for a reason of its own.
  private static final Set<String> BULK_PATHS =
      Set.of(
          ROOT + "record.CopyRows", // COPY, for batches
          ROOT + "security.events.SecurityEvents", // uses it, and writes the batch's line
          ROOT + "security.events.Fingerprints", // counts repeats apart from the event
          ROOT + "security.events.RepeatSummaries", // marks what it wrote a line about
          ROOT + "security.events.DeadlineNotices", // marks what it wrote a line about
          ROOT + "security.events.DeliveredCloudEvents", // no record of trust
          ROOT + "security.sources.TakenEvents", // no record of trust
          ROOT
              + "quality.datasets.GoldenItems", // no records; their version's line has their digest
          ROOT + "quality.datasets.KnownAnswers", // remembers what it wrote a line about
          ROOT + "quality.regression.RegressionResults", // COPY, and writes the batch's line
          ROOT + "monitoring.slos.SloMeasurements", // COPY, and writes the batch's line
          ROOT + "quality.evaluations.GoldenAnswers", // no records; their evaluation has their
          // digest
          ROOT + "monitoring.slos.SloPulls", // no records; their measurements have lines
          ROOT + "compliance.reviews.Populations", // COPY, and writes the batch's line
          ROOT + "compliance.evidence.FileChunks", // no records; their file has their digest
          ROOT + "compliance.drafts.DraftedLines", // no records; their evidence has its line
          ROOT + "trust.facts.FactTables", // no records; made of the ledger's lines
          ROOT + "trust.score.Scores", // no records; computed from the ledger's lines
          ROOT + "web.Idempotency", // no record of trust
          ROOT + "web.ExpiredKeys", // no record of trust
          ROOT + "ledger.verify.VerificationProgress", // how far a verification has come
          ROOT + "ledger.LedgerLines", // the ledger itself
          ROOT + "ledger.Erasures", // by the owner's function, and writes the record's line
          ROOT + "ledger.Consumers", // how far readers have come
          ROOT + "ledger.Sequencer", // the ledger itself
          ROOT + "ledger.seal.Sealer", // what is sealed of it
          ROOT + "ledger.seal.SealingKeys", // by which keys
          ROOT + "ledger.anchors.AnchorStates"); // how far places have come

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.trustfabric");

  @Test
  void imports_go_down_only() {
    mayUse("record");
    mayUse("web", "record");
    mayUse("prometheus");
    mayUse("ledger", "web", "record");
    mayUse("live", "ledger", "web", "record");
    mayUse("alerting", "ledger", "web", "record");
    mayUse("identity");
    FEATURES.forEach(feature -> mayUse(feature, "web", "record", "identity", "prometheus"));
  }

  @Test
  void the_rooms_of_compliance_for_data_and_for_access_use_no_other() {
    for (var room : List.of("classification", "reviews")) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "compliance." + room + "..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are in another room of compliance",
                  (JavaClass c) ->
                      c.getPackageName().startsWith(ROOT + "compliance.")
                          && !c.getPackageName().equals(ROOT + "compliance." + room)))
          .check(CLASSES);
    }
  }

  @Test
  void the_rooms_of_the_security_service_use_events_and_not_one_another() {
    for (var room : List.of("events", "incidents", "rotations", "sources")) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "security." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.of("incidents", "rotations", "sources")
                  .filter(other -> !other.equals(room))
                  .map(other -> ROOT + "security." + other + "..")
                  .toArray(String[]::new))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void the_rooms_of_the_quality_service_use_datasets_and_not_one_another() {
    for (var room : List.of("datasets", "regression", "evaluations")) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "quality." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.of("regression", "evaluations")
                  .filter(other -> !other.equals(room))
                  .map(other -> ROOT + "quality." + other + "..")
                  .toArray(String[]::new))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void the_rooms_of_modelops_use_one_another_one_way_and_the_statistics_nobody() {
    var rooms = List.of("drift", "registry", "mlflow", "detections");
    for (int i = 0; i < rooms.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "modelops." + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      rooms.stream().skip(i + 1).map(later -> ROOT + "modelops." + later + ".."),
                      i == 0 ? Stream.of(ROOT + "record..", ROOT + "web..") : Stream.empty())
                  .toArray(String[]::new))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void budgets_are_arithmetic_and_know_neither_records_nor_the_web() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "monitoring.budget..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "monitoring.slos..", ROOT + "record..", ROOT + "web..")
        .check(CLASSES);
  }

  @Test
  void coverage_uses_evidence_and_evidence_the_catalogues_and_never_back() {
    var rooms = List.of("catalogs", "evidence", "coverage", "oscal");
    for (int i = 0; i < rooms.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "compliance." + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      rooms.stream().skip(i + 1), Stream.of("classification", "reviews", "drafts"))
                  .map(other -> ROOT + "compliance." + other + "..")
                  .toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void drafts_use_evidence_and_hear_of_all_else_from_the_ledger() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "compliance.drafts..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of("classification", "reviews", "coverage", "oscal")
                .map(other -> ROOT + "compliance." + other + "..")
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void the_rooms_of_the_backup_service_use_one_another_one_way() {
    var rooms = List.of("backups", "policies", "restores", "retention", "watch");
    for (int i = 0; i < rooms.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "backup." + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms.stream()
                  .skip(i + 1)
                  .map(later -> ROOT + "backup." + later + "..")
                  .toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void the_rooms_of_chaos_use_one_another_one_way_and_verdicts_nobody() {
    var rooms = List.of("verdicts", "experiments", "journals");
    for (int i = 0; i < rooms.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "chaos." + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      rooms.stream().skip(i + 1).map(later -> ROOT + "chaos." + later + ".."),
                      i == 0 ? Stream.of(ROOT + "record..", ROOT + "web..") : Stream.empty())
                  .toArray(String[]::new))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void the_rooms_of_trust_use_one_another_one_way() {
    var rooms = List.of("facts", "score", "overview", "bundle");
    for (int i = 0; i < rooms.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "trust." + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms.stream()
                  .skip(i + 1)
                  .map(later -> ROOT + "trust." + later + "..")
                  .toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void the_rooms_of_the_ledger_use_one_another_one_way_and_the_tree_nobody() {
    var rooms = List.of("tree", "seal", "anchors");
    for (int i = 0; i < rooms.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "ledger." + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      rooms.stream().skip(i + 1).map(later -> ROOT + "ledger." + later + ".."),
                      Stream.of(ROOT + "ledger"))
                  .toArray(String[]::new))
          .check(CLASSES);
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + "ledger.tree..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "web..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void packages_have_no_circles() {
    slices().matching("io.trustfabric.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void every_package_is_one_the_plan_knows() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(FEATURES.stream(), LOWER_AND_HIGHER.stream())
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new))
        .because("a package is a feature or one of the rooms of architecture.md")
        .check(CLASSES);
  }

  @Test
  void every_write_names_its_roles_on_the_method() {
    methods()
        .that(areWrites())
        .should()
        .beAnnotatedWith(RolesAllowed.class)
        .because("what the class allows is for reads")
        .check(CLASSES);
  }

  @Test
  void every_write_is_one_transaction() {
    methods().that(areWrites()).should().beAnnotatedWith(Transactional.class).check(CLASSES);
  }

  @Test
  void every_resource_names_roles() {
    methods()
        .that(
            DescribedPredicate.describe(
                "are resource methods",
                (JavaMethod method) ->
                    method.getOwner().isAnnotatedWith(Path.class)
                        && method.getAnnotations().stream()
                            .anyMatch(
                                annotation ->
                                    annotation
                                        .getRawType()
                                        .isAnnotatedWith(jakarta.ws.rs.HttpMethod.class))))
        .should(
            be(
                DescribedPredicate.describe(
                    "under roles",
                    (JavaMethod method) ->
                        method.isAnnotatedWith(RolesAllowed.class)
                            || method.getOwner().isAnnotatedWith(RolesAllowed.class))))
        .check(CLASSES);
  }

  @Test
  void no_resource_takes_or_returns_an_entity() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(Path.class)
        .and()
        .arePublic()
        .should(notMention(TrustRecord.class))
        .because("what crosses the wire is a record made for it")
        .check(CLASSES);
  }

  @Test
  void entities_know_nothing_of_http_or_json() {
    noClasses()
        .that()
        .areAssignableTo(TrustRecord.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx..", "io.trustfabric.web..")
        .check(CLASSES);
  }

  @Test
  void rows_are_changed_in_bulk_only_where_it_is_known() {
    classes()
        .that(
            DescribedPredicate.describe(
                "are no bulk path", (JavaClass c) -> !BULK_PATHS.contains(outermost(c))))
        .should(notChangeRowsInBulk())
        .because("bulk statements bypass the listeners that write the ledger")
        .check(CLASSES);
  }

  @Test
  void the_list_of_bulk_paths_names_classes_that_exist() {
    for (var name : BULK_PATHS) {
      CLASSES.get(name);
    }
  }

  @Test
  void names_say_what_a_thing_does() {
    noClasses()
        .should()
        .haveNameMatching(".*(Service|Services|Util|Utils|Helper|Dto|DTO|Impl|Manager)$")
        .check(CLASSES);
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..",
            "..utils..",
            "..common..",
            "..service..",
            "..dto..",
            "..impl..",
            "..model..")
        .check(CLASSES);
  }

  private static void mayUse(String room, String... lower) {
    var others =
        Stream.concat(FEATURES.stream(), LOWER_AND_HIGHER.stream())
            .filter(other -> !other.equals(room) && !List.of(lower).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaMethod> areWrites() {
    return DescribedPredicate.describe(
        "are writes",
        method ->
            Stream.of(POST.class, PATCH.class, PUT.class, DELETE.class)
                .anyMatch(method::isAnnotatedWith));
  }

  private static String outermost(JavaClass c) {
    return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c.getName());
  }

  private static ArchCondition<JavaMethod> notMention(Class<?> entity) {
    return new ArchCondition<>("not mention a " + entity.getSimpleName()) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(
                method.getReturnType().getAllInvolvedRawTypes().stream(),
                method.getParameterTypes().stream()
                    .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
            .filter(type -> type.isAssignableTo(entity))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " mentions " + type.getName())));
      }
    };
  }

  private static ArchCondition<JavaClass> notChangeRowsInBulk() {
    return new ArchCondition<>("not change rows in bulk") {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        c.getMethodCallsFromSelf().stream()
            .filter(ArchitectureTest::changesRowsInBulk)
            .forEach(call -> events.add(SimpleConditionEvent.violated(c, call.getDescription())));
      }
    };
  }

  private static boolean changesRowsInBulk(JavaMethodCall call) {
    var owner = call.getTargetOwner();
    var name = call.getName();
    var query =
        owner.getPackageName().startsWith("jakarta.persistence")
            || owner.getPackageName().startsWith("org.hibernate");
    if (query) {
      return Set.of("executeUpdate", "createMutationQuery", "createNativeMutationQuery")
          .contains(name);
    }
    if (owner.getPackageName().startsWith("java.sql")) {
      return Set.of("executeUpdate", "executeLargeUpdate", "executeBatch", "addBatch")
          .contains(name);
    }
    var panache =
        owner.getPackageName().startsWith("io.quarkus.hibernate.orm.panache")
            || owner.isAssignableTo(TrustRecord.class);
    return owner.getName().equals(ROOT + "record.CopyRows")
        || panache && Set.of("update", "delete", "deleteAll", "deleteById").contains(name);
  }
}
