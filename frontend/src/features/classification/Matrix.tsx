import type { Residency, Sensitivity } from '@/api/types';
import { number } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import classes from './Classification.module.css';
import type { Figures } from './queries';
import { type DataFilter, type DataSearch, filterOf, NO_FILTER, RESIDENCIES, SENSITIVITIES } from './search';
import { level, residencyHead, residencyName, sensitivityName, type Tally, tally } from './words';

interface Props {
  data: Figures;
  search: DataSearch;
  onFilter: (filter: DataFilter) => void;
}

/** How much data of which sensitivity has to stay where; each figure leads to its rows. */
export function Matrix({ data, search, onFilter }: Props) {
  const { cells } = data;
  const most = Math.max(
    0,
    ...SENSITIVITIES.flatMap((sensitivity) =>
      RESIDENCIES.map((residency) => tally(cells, { sensitivity, residency }).assets),
    ),
  );
  const cell = (sensitivity: Sensitivity | undefined, residency: Residency | undefined) => {
    const filter: DataFilter = {
      ...(sensitivity ? { sensitivity: [sensitivity] } : {}),
      ...(residency ? { residency: [residency] } : {}),
    };
    const sum = tally(cells, {
      ...(sensitivity ? { sensitivity } : {}),
      ...(residency ? { residency } : {}),
    });
    return (
      <td key={residency ?? 'all'} data-sum={!sensitivity || !residency || undefined}>
        {sum.assets === 0 ? (
          <span className={classes.none}>0</span>
        ) : (
          <button
            type="button"
            className={classes.cell}
            data-level={sensitivity && residency ? level(sum.assets, most) : undefined}
            aria-pressed={sameFilter(filterOf(search), filter)}
            aria-label={labelOf(sum, sensitivity, residency)}
            onClick={() => onFilter({ ...NO_FILTER, ...filter })}
          >
            <strong>{number(sum.assets)}</strong>
            <Parts sum={sum} />
          </button>
        )}
      </td>
    );
  };
  return (
    <section className={classes.matrix} aria-label="Data by sensitivity and place">
      <table>
        <caption className="visually-hidden">Assets by sensitivity and by where they have to stay</caption>
        <thead>
          <tr>
            <td />
            {RESIDENCIES.map((residency) => (
              <th key={residency} scope="col" title={residencyName(residency)}>
                {residencyHead(residency)}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {[...SENSITIVITIES, undefined].map((sensitivity) => (
            <tr key={sensitivity ?? 'all'}>
              <th scope="row">{sensitivity ? sensitivityName(sensitivity) : 'All'}</th>
              {[...RESIDENCIES, undefined].map((residency) => cell(sensitivity, residency))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Parts({ sum }: { sum: Tally }) {
  return (
    <span className={classes.parts}>
      {sum.personal > 0 && <span>{number(sum.personal)} personal</span>}
      {sum.retentionDue > 0 && <span className={classes.due}>{number(sum.retentionDue)} past age</span>}
    </span>
  );
}

function labelOf(sum: Tally, sensitivity: Sensitivity | undefined, residency: Residency | undefined): string {
  const what = sensitivity ? `${sensitivityName(sensitivity)} data` : 'All data';
  const where = residency ? `, ${residencyName(residency)}` : '';
  const due = sum.retentionDue > 0 ? `, ${sum.retentionDue} past age` : '';
  return `${what}${where}: ${sum.assets}${sum.personal > 0 ? `, ${sum.personal} personal` : ''}${due}`;
}
