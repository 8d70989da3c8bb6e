package io.trustfabric.modelops.drift;

/// Looks for drift by any of the methods.
public final class DriftTest {

  private DriftTest() {}

  /// Compares two samples.
  ///
  /// @throws IllegalArgumentException when the method does not take them
  public static DriftResult compare(DriftMethod method, Sample reference, Sample current) {
    if (!method.takes(reference, current)) {
      throw new IllegalArgumentException(method + " does not compare these");
    }
    return switch (method) {
      case KOLMOGOROV_SMIRNOV -> KolmogorovSmirnov.compare((Numbers) reference, (Numbers) current);
      case WASSERSTEIN -> Wasserstein.compare((Numbers) reference, (Numbers) current);
      case ANDERSON_DARLING -> AndersonDarling.compare((Numbers) reference, (Numbers) current);
      case CHI_SQUARE -> ChiSquare.compare(Cells.of(reference, current));
      case PSI ->
          PopulationStability.compare(
              reference instanceof Numbers r && current instanceof Numbers c
                  ? Cells.deciles(r, c)
                  : Cells.of(reference, current));
      case JENSEN_SHANNON -> JensenShannon.compare(Cells.of(reference, current));
      case TOTAL_VARIATION -> TotalVariation.compare(Cells.of(reference, current));
      case Z_TEST -> ProportionTest.compare(Cells.of(reference, current));
      case PAGE_HINKLEY, DDM -> throw new IllegalArgumentException(method + " reads errors");
    };
  }

  /// Reads a stream of errors in the order they came.
  ///
  /// @param threshold lambda of Page and Hinkley, or how many standard deviations DDM allows
  public static DriftResult read(DriftMethod method, ErrorStream errors, double threshold) {
    return switch (method) {
      case PAGE_HINKLEY -> PageHinkley.read(errors, threshold);
      case DDM -> DriftDetection.read(errors, threshold);
      default -> throw new IllegalArgumentException(method + " compares samples");
    };
  }
}
