package io.trustfabric.trust.bundle;

import io.trustfabric.ledger.seal.Checkpoint;

/// What an auditor reads first.
final class BundleReadme {

  private static final String TEXT =
      """
      # Auditor's bundle: %s, %s to %s

      | folder | what |
      |---|---|
      | `evidence/<id>/revisions/<n>.json` | what was approved, byte for byte; `<n>.approval.json` says by whom and when |
      | `evidence/<id>/files/` | the files that belong to it |
      | `oscal/` | catalogue, assessment plan, and results as of the end of the period (OSCAL 1.2) |
      | `compliance/` | statement of applicability; days covered and uncovered over the period, with population and sample |
      | `trust/score.json` | the trust score at the end of the period: each claim's worth is its maximum times good / (good + bad + unknown) less what single bad records cost; every point lost names its records |
      | `ledger/records/` | all ledger lines about the records above, one record a file, one line a row, each with its proof |
      | `ledger/checkpoint` | the signed checkpoint that they are proved against |
      | `ledger/anchors.json` | the newest checkpoint of each place that keeps them elsewhere |
      | `ledger/keys.txt` | the ledger's verifier keys, in its own words |
      | `SHA256SUMS` | SHA-256 of every file but itself and its proof |
      | `SHA256SUMS.tlog-proof` | the ledger's line about this very download, with the SHA-256 of `SHA256SUMS`, and its proof |

      The ledger is `%s`, %d lines, root `%s`.

      ## How to verify
      Offline, with the program `tlog-verify` (a thousand lines of Go that share nothing with the product; read it, build it yourself)
      and the ledger's verifier key, **which you have from somebody else than who gave you this bundle**:

          tlog-verify bundle -keys keys.txt BUNDLE.zip

      It checks that no file was changed, added, removed or exchanged, that the ledger signed for exactly these files, that every line
      is in the ledger under the signed checkpoint, that what evidence says and its files are what these lines name, and that
      everything the OSCAL documents refer to is here. It ends with `VERIFIED` and exit code 0, or names the first bad place. Without
      `-keys` it takes the keys in this bundle, which shows that the bundle is sound in itself and not who made it.

      By hand: `sha256sum -c SHA256SUMS` in the unpacked folder; `tlog-verify proof -keys keys.txt SHA256SUMS.tlog-proof`, and compare
      `manifestSha256` with `sha256sum SHA256SUMS`. Compare the checkpoints in `ledger/anchors` with what these places themselves keep.

      What it does not show: whether an entry was true when it was written, and whether there was evidence that nobody recorded.
      Values that two people erased (GDPR) are left out; the proofs hold without them.
      """;

  private BundleReadme() {}

  static String of(BundleQuery.Asked asked, Checkpoint checkpoint) {
    return TEXT.formatted(
        asked.framework().stored(),
        asked.from(),
        asked.to(),
        checkpoint.origin(),
        checkpoint.size(),
        checkpoint.rootHex());
  }
}
