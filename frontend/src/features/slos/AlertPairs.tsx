import { useQuery } from '@tanstack/react-query';
import type { Slo } from '@/api/types';
import { useApi } from '@/auth/context';
import detail from '@/components/Detail.module.css';
import { RelativeTime } from '@/components/Time';
import classes from './AlertPairs.module.css';
import { sloAlerts } from './queries';
import { burnText, pairName, times, windowText } from './words';

/** The pairs of windows that raise alerts: when each fires, and how it stands. */
export function AlertPairs({ slo }: { slo: Slo }) {
  const alerts = useQuery(sloAlerts(useApi(), slo.id)).data;
  if (!alerts) return null;
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Alerts</h3>
        <span className="dim">both windows above the factor</span>
      </div>
      <table className={classes.pairs}>
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Factor</th>
            <th scope="col">Long</th>
            <th scope="col">Short</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {alerts.pairs.map((pair) => {
            const burn = burnText(pair);
            return (
              <tr key={pair.pair}>
                <th scope="row">{pairName(pair)}</th>
                <td>{times(pair.factor)}</td>
                <Window rate={pair.longBurn} window={pair.longWindow} over={pair.factor} />
                <Window rate={pair.shortBurn} window={pair.shortWindow} over={pair.factor} />
                <td>
                  <span className={detail.state} data-tone={burn.tone} title={burn.why}>
                    {burn.text}
                  </span>
                  {pair.firing && pair.firingSince && (
                    <span className={classes.since}>
                      {' '}
                      since <RelativeTime at={pair.firingSince} />
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Window({ rate, window, over }: { rate: number | null; window: string; over: number }) {
  return (
    <td data-over={(rate !== null && rate > over) || undefined}>
      {rate === null ? '–' : times(rate)} <span className="dim">in {windowText(window)}</span>
    </td>
  );
}
