package io.arrowgate.tools.cli;

import io.arrowgate.tools.local.SecureBroker.Right;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Grants the least rights that docs/security.md lists, for the topics of a {@link SecureTestBed}. */
final class KafkaRights {
    private KafkaRights() {}

    /** Returns the rights that docs/security.md lists for a job that creates its topics. */
    static List<Right> ofJob(String name) {
        List<Right> rights = new ArrayList<>();
        for (String read : List.of("-sensors", "-rules")) {
            rights.add(new Right(AclOperation.READ, ResourceType.TOPIC, name + read, PatternType.LITERAL));
            rights.add(new Right(AclOperation.CREATE, ResourceType.TOPIC, name + read, PatternType.LITERAL));
        }
        for (String written : List.of("-arrow", "-dead-letters", "-alerts")) {
            rights.add(new Right(AclOperation.WRITE, ResourceType.TOPIC, name + written, PatternType.LITERAL));
            rights.add(new Right(AclOperation.CREATE, ResourceType.TOPIC, name + written, PatternType.LITERAL));
        }
        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.CREATE)) {
            rights.add(new Right(operation, ResourceType.TOPIC, "arrowgate-leases", PatternType.LITERAL));
        }
        rights.add(new Right(AclOperation.READ, ResourceType.GROUP, name, PatternType.LITERAL));
        rights.add(new Right(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, name + "-", PatternType.PREFIXED));
        return rights;
    }

    /** Returns the rights that docs/security.md lists for a user who produces, verifies and replays. */
    static List<Right> ofOperator(String name) {
        List<Right> rights = new ArrayList<>();
        rights.add(new Right(AclOperation.WRITE, ResourceType.TOPIC, name + "-sensors", PatternType.LITERAL));
        rights.add(new Right(AclOperation.READ, ResourceType.TOPIC, name + "-", PatternType.PREFIXED));
        rights.add(
                new Right(AclOperation.DESCRIBE_CONFIGS, ResourceType.TOPIC, name + "-sensors", PatternType.LITERAL));
        rights.add(new Right(AclOperation.READ, ResourceType.GROUP, "arrowgate-replay-", PatternType.PREFIXED));
        rights.add(new Right(
                AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, "arrowgate-replay-", PatternType.PREFIXED));
        return rights;
    }
}
