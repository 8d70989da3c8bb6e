import type { Coverage, FrameworkCoverage, FrameworkState } from '@/api/types';

export type CellTone = 'covered' | 'part' | 'none' | 'out' | 'nothing';

export interface MatrixCell {
  category: string;
  title: string;
  tone: CellTone;
  covered: number;
  applicable: number;
  /** In words what the figures mean: never left to colour. */
  says: string;
}

export interface MatrixRow {
  framework: FrameworkState;
  /** Undefined while coverage is not read. */
  coverage: FrameworkCoverage | undefined;
  cells: MatrixCell[];
}

function cellOf(
  category: FrameworkState['categories'][number],
  coverage: FrameworkCoverage | undefined,
): MatrixCell {
  const figures = coverage?.categories.find((one) => one.category === category.id);
  const { covered = 0, applicable = 0 } = figures ?? {};
  const open = applicable - covered;
  const [tone, says]: [CellTone, string] = !category.inScope
    ? ['out', 'Not in scope']
    : applicable === 0
      ? ['nothing', 'Nothing applies']
      : open === 0
        ? ['covered', 'All covered']
        : covered === 0
          ? ['none', 'None covered']
          : ['part', `${open} uncovered`];
  return { category: category.id, title: category.title, tone, covered, applicable, says };
}

/** Frameworks by their categories, in the catalogues' order. */
export const matrixRows = (
  frameworks: readonly FrameworkState[],
  coverage: Coverage | undefined,
): MatrixRow[] =>
  frameworks.map((framework) => {
    const figures = coverage?.frameworks.find((one) => one.framework === framework.framework);
    return {
      framework,
      coverage: figures,
      cells: framework.categories.map((category) => cellOf(category, figures)),
    };
  });

export interface Lapse {
  evidenceId: string;
  endsAt: string;
  /** Controls that nothing else covers by then: `soc2/CC6.1`. */
  uncovers: string[];
}

/** Evidence that will have run out, once for all frameworks, the earliest first. */
export function lapses(ahead: Coverage | undefined): Lapse[] {
  const byId = new Map<string, Lapse>();
  for (const { framework, lapsing } of ahead?.frameworks ?? []) {
    for (const { evidenceId, endsAt, uncovers } of lapsing) {
      const known = byId.get(evidenceId) ?? { evidenceId, endsAt, uncovers: [] };
      known.uncovers.push(...uncovers.map((id) => `${framework}/${id}`));
      byId.set(evidenceId, known);
    }
  }
  return [...byId.values()].sort((a, b) => a.endsAt.localeCompare(b.endsAt));
}
