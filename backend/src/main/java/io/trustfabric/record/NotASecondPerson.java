package io.trustfabric.record;

/// The one who asked, or a machine, tried to be the second person.
public class NotASecondPerson extends RuntimeException {

  public NotASecondPerson() {
    super("not a second person");
  }
}
