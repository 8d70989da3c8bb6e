export interface MetricRow {
  name: string;
  here: number | string | undefined;
  there: number | string | undefined;
  /** here - there, where both are numbers. */
  difference: number | undefined;
  /** What the difference means, where the metric's name says it. */
  means: 'better' | 'worse' | 'same' | undefined;
}

const HIGHER = /(accuracy|precision|recall|f1|auc|score|agreement|coverage|r2|specificity|sensitivity)/i;
const LOWER = /(loss|error|rmse|mae|mape|mse|brier|latency|duration|wrong|perplexity|ece)/i;

/** Metrics of two versions beside each other, in order of name; of nested ones each leaf by its path. */
export function compareMetrics(here: object, there: object | undefined): MetricRow[] {
  const mine = flatten(here);
  const theirs = flatten(there ?? {});
  return [...new Set([...mine.keys(), ...theirs.keys()])].toSorted().map((name) => {
    const one = mine.get(name);
    const other = theirs.get(name);
    const difference = typeof one === 'number' && typeof other === 'number' ? tidy(one - other) : undefined;
    return { name, here: one, there: other, difference, means: meaning(name, difference) };
  });
}

function meaning(name: string, difference: number | undefined): MetricRow['means'] {
  if (difference === undefined) return undefined;
  if (difference === 0) return 'same';
  // `errorRate` and the like say lower first: an accuracy is never an error.
  if (LOWER.test(name)) return difference < 0 ? 'better' : 'worse';
  if (HIGHER.test(name)) return difference > 0 ? 'better' : 'worse';
  return undefined;
}

/** Without the dust of binary fractions. */
const tidy = (value: number) => Number(value.toPrecision(10));

/** `{a: {b: 1}}` -> `a.b`: 1. What is no number is told as text. */
export function flatten(object: object, under = ''): Map<string, number | string> {
  const found = new Map<string, number | string>();
  for (const [key, value] of Object.entries(object)) {
    const name = under ? `${under}.${key}` : key;
    if (value === null || value === undefined) continue;
    if (typeof value === 'object' && !Array.isArray(value))
      for (const [path, leaf] of flatten(value as object, name)) found.set(path, leaf);
    else if (typeof value === 'number') found.set(name, value);
    else found.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return found;
}
