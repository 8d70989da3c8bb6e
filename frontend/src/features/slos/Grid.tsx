import { Link } from '@tanstack/react-router';
import type { Slo } from '@/api/types';
import { Meter } from '@/components/chart/Meter';
import { IconAlertTriangle } from '@/components/icons';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { number } from '@/lib/format';
import classes from './Grid.module.css';
import type { SloSearch } from './search';
import type { Service } from './shown';
import { exhaustionText, left, objectiveText, times, typeName } from './words';

interface Props {
  services: readonly Service[];
  search: SloSearch;
  onOpen: (id: string) => void;
}

const HEADS = ['Objective', 'Status', 'Budget left', 'Burns', 'Runs out', 'Measured'] as const;

/** Objectives under their services, the worst of both first. */
export function SloGrid({ services, search, onOpen }: Props) {
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className="visually-hidden">Objectives by service</caption>
        <thead className={classes.head}>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {services.map((service) => (
          <tbody key={service.name}>
            <tr className={classes.service}>
              <th scope="rowgroup" colSpan={HEADS.length}>
                <span className={classes.serviceHead}>
                  {service.name}
                  <span className={classes.serviceAbout}>
                    {number(service.slos.length)} {service.slos.length === 1 ? 'objective' : 'objectives'}
                    {service.lowest !== undefined && `, least budget ${left(service.lowest)}`}
                    {service.firing > 0 && `, ${service.firing} firing`}
                  </span>
                </span>
              </th>
            </tr>
            {service.slos.map((slo) => (
              <Row key={slo.id} slo={slo} search={search} onOpen={onOpen} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ slo, search, onOpen }: { slo: Slo } & Omit<Props, 'services'>) {
  const { standing } = slo;
  const remaining = standing.figures.remaining;
  const runsOut = exhaustionText(standing.timeToExhaustion);
  return (
    <tr
      data-row-id={slo.id}
      data-open={slo.id === search.slo || undefined}
      className={classes.row}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a, button')) onOpen(slo.id);
      }}
    >
      <th scope="row" className={classes.name}>
        <Link
          to="/monitoring/slos"
          search={{ ...search, slo: slo.id }}
          replace={search.slo !== undefined}
          data-row-link
          className={classes.link}
        >
          {slo.name}
        </Link>
        <span className={classes.about}>
          {typeName(slo.sloType)} {objectiveText(slo)}
        </span>
      </th>
      <td data-head="Status">
        <span className={classes.status}>
          <StatusBadge status={standing.status} />
          {standing.firing.length > 0 && (
            <IconAlertTriangle size={15} className={classes.firing} aria-label="An alert fires" />
          )}
        </span>
      </td>
      <td data-head="Budget left">
        {remaining === null ? (
          <span className="dim">No data</span>
        ) : (
          <span className={classes.budget}>
            <Meter value={remaining} tone={remaining < 0.25 ? (remaining <= 0 ? 'bad' : 'warn') : 'good'} />
            <span className="figures">{left(remaining)}</span>
          </span>
        )}
      </td>
      <td data-head="Burns" className="figures">
        {standing.presentBurnRate === null ? <span className="dim">–</span> : times(standing.presentBurnRate)}
      </td>
      <td data-head="Runs out" className="figures">
        {remaining !== null && remaining <= 0 ? (
          <span className={classes.bad}>used up</span>
        ) : (
          (runsOut ?? <span className="dim">{remaining === null ? '–' : 'not at this rate'}</span>)
        )}
      </td>
      <td data-head="Measured">
        {standing.measuredUntil ? (
          <RelativeTime at={standing.measuredUntil} className={classes.soft} />
        ) : (
          <span className="dim">Never</span>
        )}
      </td>
    </tr>
  );
}
