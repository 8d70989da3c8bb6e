package io.trustfabric.modelops.registry;

import io.trustfabric.record.Approval;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.NotASecondPerson;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which version answers to what share: the shares in production are 100 together once anything is
/// there. All of it happens with the model's row held (see {@link ModelRegistry#locked}), and the
/// database looks at the sum once more when the transaction commits.
@ApplicationScoped
public class Rollout {

  private final Approvals approvals;
  private final Promotions promotions;
  private final ModelsConfig config;

  Rollout(Approvals approvals, Promotions promotions, ModelsConfig config) {
    this.approvals = approvals;
    this.promotions = promotions;
    this.config = config;
  }

  /// Whether this step is a promotion that another person has to agree to, since who registered the
  /// version asks for it.
  public boolean needsSecondPerson(ModelVersion version, ModelMove move) {
    return move.status() == ModelStatus.PRODUCTION
        && !version.isInProduction()
        && version.isRegisteredByCaller();
  }

  /// Asks for that person. What could not be done is refused now.
  @Transactional
  Approval ask(ModelVersion version, ModelMove move) {
    return ask(version, move, null);
  }

  /// The same of a version that gets an alias once it is in production.
  ///
  /// @param alias null for none
  @Transactional
  public Approval ask(ModelVersion version, ModelMove move, String alias) {
    Lifecycle.check(version.status(), ModelStatus.PRODUCTION, move.reason());
    if (move.reason() == null || move.reason().isBlank()) {
      throw Invalid.field("/reason", "is required where a second person decides");
    }
    checkShare(move.share(), others(version));
    promotions.check(version);
    return approvals.request(
        PromotionApproval.ACTION,
        version,
        alias == null
            ? Map.of("rolloutPercentage", move.share())
            : Map.of("rolloutPercentage", move.share(), "alias", alias),
        move.reason());
  }

  /// Asks another admin to let a version into production although the gate does not.
  ///
  /// @throws NotASecondPerson when a machine asks
  @Transactional
  Approval askOverride(ModelVersion version, ModelMove move) {
    if (Callers.current().serviceAccount()) {
      throw new NotASecondPerson();
    }
    Lifecycle.check(version.status(), ModelStatus.PRODUCTION, move.reason());
    checkShare(move.share(), others(version));
    var failed =
        promotions.obstacles(version).failed().stream()
            .map(rule -> rule.name().toLowerCase(Locale.ROOT))
            .toList();
    return approvals.request(
        GateOverride.ACTION,
        version,
        Map.of("rolloutPercentage", move.share(), "failedRules", failed),
        move.reason());
  }

  /// The promotion of the version, as it is now, that waits for a second person; null when none
  /// does.
  public Approval waiting(ModelVersion version) {
    return approvals.waiting(PromotionApproval.ACTION, version);
  }

  /// Takes a step that needs nobody else.
  @Transactional
  public void move(ModelVersion version, ModelMove move) {
    move.check();
    if (version.isInProduction()) {
      if (move.status() == ModelStatus.PRODUCTION) {
        resize(version, move.share(), move.reason());
      } else {
        leave(version, move.status(), move.reason());
      }
    } else if (move.status() == ModelStatus.PRODUCTION) {
      promote(version, move.share(), move.reason(), null, false);
    } else {
      version.moveTo(move.status(), move.reason());
    }
    touch(version);
  }

  /// Brings a version into production; its share comes from those that are there.
  ///
  /// @param agreed null where nobody else had to agree
  /// @param override whether it is let in whatever the gate says
  /// @throws Refusal 409 with the gate's answer when it lets nothing through
  @Transactional
  void promote(ModelVersion version, int share, String reason, Approval agreed, boolean override) {
    var others = others(version);
    Lifecycle.check(version.status(), ModelStatus.PRODUCTION, reason);
    checkShare(share, others);
    promotions.judge(version, share, reason, agreed, override);
    version.promote(reason);
    if (others.isEmpty()) {
      version.gain(share);
    } else {
      take(version, share, others);
    }
    touch(version);
  }

  private void resize(ModelVersion version, int share, String reason) {
    var others = others(version);
    checkShare(share, others);
    var more = share - version.rolloutPercentage();
    if (more > 0) {
      take(version, more, others);
    } else if (more < 0) {
      version.gain(more);
      give(heir(version, others), -more, others);
    }
    version.shareChanged(reason);
  }

  /// Takes from the largest first. Whoever has nothing left when one has all of it is superseded.
  private void take(ModelVersion version, int share, List<ModelVersion> others) {
    var left = share;
    for (var other : others) {
      var part = Math.min(left, other.rolloutPercentage());
      if (part > 0) {
        other.gain(-part);
        other.shareChanged(null);
        version.replaces(other);
        left -= part;
      }
    }
    version.gain(share - left);
    supersedeIfAllIsOf(version, others);
  }

  /// Rolls back, or withdraws by hand: the share goes back to where it came from. With nobody to
  /// take it nothing of the model is in production any more.
  private void leave(ModelVersion version, ModelStatus to, String reason) {
    var others = others(version);
    var share = version.leaveTo(to, reason);
    model(version).withdraw(version.modelVersion, config.productionAliases()::contains);
    var heir = heir(version, others);
    if (heir != null && share > 0) {
      give(heir, share, others);
    }
  }

  private void give(ModelVersion heir, int share, List<ModelVersion> others) {
    heir.gain(share);
    if (heir.isInProduction()) {
      heir.shareChanged(null);
    } else {
      heir.reinstate();
    }
    supersedeIfAllIsOf(heir, others);
  }

  /// The version whose share it took, also when that one has been superseded since; else the
  /// largest that is there; null when there is none.
  private static ModelVersion heir(ModelVersion version, List<ModelVersion> others) {
    ModelVersion replaced =
        version.replacesId() == null ? null : ModelVersion.findById(version.replacesId());
    if (replaced != null
        && (replaced.isInProduction()
            || replaced.status() == ModelStatus.DEPRECATED && others.isEmpty())) {
      return replaced;
    }
    return others.isEmpty() ? null : others.getFirst();
  }

  private void supersedeIfAllIsOf(ModelVersion version, List<ModelVersion> others) {
    if (version.rolloutPercentage() < 100) {
      return;
    }
    for (var other : others) {
      if (other != version && other.isInProduction() && other.rolloutPercentage() == 0) {
        other.supersede();
        model(version).withdraw(other.modelVersion, config.productionAliases()::contains);
      }
    }
  }

  private static void checkShare(int share, List<ModelVersion> others) {
    if (share < 100 && others.isEmpty()) {
      throw Invalid.field(
          "/rolloutPercentage", "must be 100 while no other version is in production");
    }
  }

  private static List<ModelVersion> others(ModelVersion version) {
    return ModelVersion.inProduction(List.of(version.registeredModelId)).stream()
        .filter(other -> other != version)
        .toList();
  }

  private static void touch(ModelVersion version) {
    model(version).touch("version_moved");
    ModelVersion.flush();
  }

  private static RegisteredModel model(ModelVersion version) {
    return RegisteredModel.findById(version.registeredModelId);
  }
}
