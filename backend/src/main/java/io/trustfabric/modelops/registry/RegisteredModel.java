package io.trustfabric.modelops.registry;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A model by its name, whatever its versions. Whoever registers, moves or splits versions holds
/// its row until the transaction ends, and changes it, so that whoever holds an older version of it
/// learns of that.
@Entity
@Table(name = "registered_models")
public class RegisteredModel extends TrustRecord {

  private String name;

  @Personal public String description;

  /// Free words by name.
  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> tags;

  /// Which version an alias means: alias to `modelVersion`.
  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> aliases;

  private Long versions;
  private Instant lastActivityAt;

  protected RegisteredModel() {}

  RegisteredModel(String name) {
    identify();
    this.name = name;
    this.tags = Map.of();
    this.aliases = Map.of();
    this.versions = 0L;
    this.lastActivityAt = Clock.now();
  }

  public String name() {
    return name;
  }

  public Map<String, Object> aliases() {
    return aliases;
  }

  /// How many versions were ever registered.
  public long versions() {
    return versions;
  }

  /// When a version was last registered or moved.
  public Instant lastActivityAt() {
    return lastActivityAt;
  }

  /// The aliases of one version, in their order.
  public List<String> aliasesOf(String modelVersion) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue().equals(modelVersion))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// Counts a new version.
  void registered() {
    versions++;
    touch("version_registered");
  }

  /// Says which version each alias means; one left out means none any more.
  void takeAliases(Map<String, Object> aliases) {
    this.aliases = aliases;
  }

  /// Gives a version one more alias, which another may have had.
  public void setAlias(String alias, String modelVersion) {
    var more = new LinkedHashMap<>(aliases);
    if (!modelVersion.equals(more.put(alias, modelVersion))) {
      aliases = more;
      does("alias_set");
    }
  }

  /// Takes an alias away.
  ///
  /// @return whether there was one
  public boolean removeAlias(String alias) {
    var left = new LinkedHashMap<>(aliases);
    if (left.remove(alias) == null) {
      return false;
    }
    aliases = left;
    does("alias_removed");
    return true;
  }

  /// Takes a version's aliases away.
  public void removeAliasesOf(String modelVersion) {
    withdraw(modelVersion, alias -> true);
  }

  /// Is called otherwise from now on.
  void renamed(String name) {
    this.name = name;
    touch("renamed");
  }

  /// A version left production: what may only name one in production names it no more.
  void withdraw(String modelVersion, Predicate<String> ofProduction) {
    var left = new LinkedHashMap<>(aliases);
    left.entrySet()
        .removeIf(
            alias -> alias.getValue().equals(modelVersion) && ofProduction.test(alias.getKey()));
    if (left.size() < aliases.size()) {
      aliases = left;
    }
  }

  /// Something of its versions changed.
  public void touch(String action) {
    lastActivityAt = Clock.now();
    does(action);
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }

  /// The model, held until the transaction ends; null when there is none.
  public static RegisteredModel locked(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /// The model of that name, held until the transaction ends.
  public static Optional<RegisteredModel> named(String name) {
    return find("name", name)
        .<RegisteredModel>withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }
}
