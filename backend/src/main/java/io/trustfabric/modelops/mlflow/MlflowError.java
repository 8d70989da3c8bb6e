package io.trustfabric.modelops.mlflow;

/// A request that MLflow refuses by a code of its own.
class MlflowError extends RuntimeException {

  private final Code code;

  MlflowError(Code code, String message) {
    super(message);
    this.code = code;
  }

  /// MLflow's codes, as far as they are answered here, with their HTTP status.
  enum Code {
    INVALID_PARAMETER_VALUE(400),
    BAD_REQUEST(400),
    RESOURCE_ALREADY_EXISTS(400),
    UNAUTHENTICATED(401),
    PERMISSION_DENIED(403),
    RESOURCE_DOES_NOT_EXIST(404),
    ENDPOINT_NOT_FOUND(404),
    RESOURCE_CONFLICT(409),
    /// MLflow itself answers 500, upon which its clients ask again and again for what cannot be.
    INVALID_STATE(409),
    INTERNAL_ERROR(500),
    TEMPORARILY_UNAVAILABLE(503);

    final int status;

    Code(int status) {
      this.status = status;
    }
  }

  Code code() {
    return code;
  }

  static MlflowError invalid(String message) {
    return new MlflowError(Code.INVALID_PARAMETER_VALUE, message);
  }

  static MlflowError noModel(String name) {
    return new MlflowError(
        Code.RESOURCE_DOES_NOT_EXIST, "There is no registered model %s.".formatted(name));
  }

  static MlflowError noVersion(String name, String version) {
    return new MlflowError(
        Code.RESOURCE_DOES_NOT_EXIST, "Model %s has no version %s.".formatted(name, version));
  }

  static MlflowError nameTaken(String name) {
    return new MlflowError(
        Code.RESOURCE_ALREADY_EXISTS, "There is a registered model %s already.".formatted(name));
  }
}
