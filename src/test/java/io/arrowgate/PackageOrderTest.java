package io.arrowgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;

/** Packages stand in data-flow order, and each uses only those before it. */
@AnalyzeClasses(packages = "io.arrowgate", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {
    private static final List<String> ORDER = List.of(
            "io.arrowgate.config",
            "io.arrowgate.stream",
            "io.arrowgate.ingest",
            "io.arrowgate.lease",
            "io.arrowgate.batch",
            "io.arrowgate.sink",
            "io.arrowgate.clickhouse",
            "io.arrowgate.alert.anomaly",
            "io.arrowgate.alert",
            "io.arrowgate.report",
            "io.arrowgate.archive",
            "io.arrowgate",
            "io.arrowgate.local",
            "io.arrowgate.local.fault",
            "io.arrowgate.local.replica",
            "io.arrowgate.view",
            "io.arrowgate.view.live",
            "io.arrowgate.cli",
            "io.arrowgate.cli.detect",
            "io.arrowgate.cli.streams",
            "io.arrowgate.cli.bench",
            "io.arrowgate.cli.deadletters",
            "io.arrowgate.cli.verify",
            "io.arrowgate.cli.report",
            "io.arrowgate.cli.archive",
            "io.arrowgate.cli.chaos");

    /** The command line is one part: its root names all its commands, wherever they are. */
    private static final String CLI_ROOT = "io.arrowgate.cli.Arrowgate";

    @ArchTest
    static final ArchRule usesOnlyWhatStandsBefore = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(CLI_ROOT)
            .and()
            .resideOutsideOfPackage("..jmh_generated")
            .should(new LaterPackage(ORDER))
            .because("the packages are in data-flow order: " + ORDER);

    @ArchTest
    static final ArchRule definitionsKnowNeitherFlinkNorArrow = noClasses()
            .that()
            .resideInAPackage("io.arrowgate.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.arrow..");

    @ArchTest
    static final ArchRule theEncoderKnowsNoFlink =
            noClasses().that(inTheEncoder()).should().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule decodersKnowNoFlink = noClasses()
            .that()
            .resideInAPackage("io.arrowgate.ingest")
            .and()
            .haveNameMatching(".*(Decoder|Decoders|Parser|Scanner|Grammar|Shape|Slots|Writer|Values|Line|Map)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    /** Standard output is for people at a terminal; {@code ChildMain} tells its parent process that it is ready. */
    @ArchTest
    static final ArchRule onlyProgramsPrint = noClasses()
            .that()
            .resideOutsideOfPackage("io.arrowgate.cli..")
            .and()
            .haveSimpleNameNotEndingWith("ArrowgateJob")
            .and()
            .haveSimpleNameNotEndingWith("ChildMain")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logsBySlf4jOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..");

    private static DescribedPredicate<JavaClass> inTheEncoder() {
        List<String> operator = List.of(
                "MicroBatchOperator",
                "MicroBatchSerializer",
                "SeriesSlicesSerializer",
                "BatchMetrics",
                "BucketKeys",
                "JobMetrics",
                "TopicIdentity");
        return DescribedPredicate.describe(
                "are in the encoder",
                type -> type.getPackageName().equals("io.arrowgate.batch")
                        && operator.stream().noneMatch(name -> type.getName().contains(name)));
    }
}
