import type { GoldenDataset } from '@/api/types';

/** The version to look from where none was chosen: what it was made from, else the one before, else the one after. */
export function usualAgainst(
  dataset: GoldenDataset,
  versions: readonly GoldenDataset[],
): GoldenDataset | undefined {
  const others = versions.filter((one) => one.id !== dataset.id);
  return (
    others.find((one) => one.id === dataset.baseId) ??
    others.find((one) => one.dataVersion < dataset.dataVersion) ??
    others.at(-1)
  );
}
