package io.arrowgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;

/** Checks the layers: packages depend only on packages before them, and nothing in the job depends on a tool. */
@AnalyzeClasses(packages = "io.arrowgate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** The layers in data-flow order, each with its sub-packages. */
    private static final List<String> LAYERS = List.of(
            "io.arrowgate.config",
            "io.arrowgate.stream",
            "io.arrowgate.common",
            "io.arrowgate.source",
            "io.arrowgate.decode",
            "io.arrowgate.lease",
            "io.arrowgate.batch",
            "io.arrowgate.sink",
            "io.arrowgate.clickhouse",
            "io.arrowgate.alert",
            "io.arrowgate.report",
            "io.arrowgate.archive",
            "io.arrowgate",
            "io.arrowgate.tools.console",
            "io.arrowgate.tools.option",
            "io.arrowgate.tools.sql",
            "io.arrowgate.tools.load",
            "io.arrowgate.tools.infer",
            "io.arrowgate.tools.detect",
            "io.arrowgate.tools.verify",
            "io.arrowgate.tools.deadletter",
            "io.arrowgate.tools.local",
            "io.arrowgate.tools.chaos",
            "io.arrowgate.tools.report",
            "io.arrowgate.tools.rule",
            "io.arrowgate.tools.tail",
            "io.arrowgate.tools.live",
            "io.arrowgate.tools.bench",
            "io.arrowgate.tools.run",
            "io.arrowgate.tools.tour",
            "io.arrowgate.tools.cli");

    @ArchTest
    static final ArchRule layersDependOnEarlierLayersOnly =
            noClasses().should(new LaterLayer(LAYERS)).because("the layers are in data-flow order: " + LAYERS);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.arrowgate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule definitionsDependOnNeitherFlinkNorArrow = noClasses()
            .that()
            .resideInAPackage("io.arrowgate.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.arrow..");

    @ArchTest
    static final ArchRule decodersDependOnNeitherFlinkNorArrow = noClasses()
            .that()
            .resideInAPackage("io.arrowgate.decode.*..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.arrow..");

    @ArchTest
    static final ArchRule encoderDoesNotDependOnFlink = noClasses()
            .that()
            .resideInAPackage("io.arrowgate.batch.arrow")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    /** Standard output belongs to commands, to {@code main} methods and to child processes that report to their parent. */
    @ArchTest
    static final ArchRule onlyProgramsPrint = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.arrowgate",
                    "io.arrowgate.tools.cli..",
                    "io.arrowgate.tools.console",
                    "io.arrowgate.tools.bench",
                    "io.arrowgate.tools.bench.alternative",
                    "io.arrowgate.tools.local.process")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logsBySlf4jOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..");
}
