import { Fragment, type ReactNode } from 'react';
import type { Slo } from '@/api/types';
import { useApi } from '@/auth/context';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PersonName } from '@/components/PersonName';
import { ExactTime } from '@/components/Time';
import { toast } from '@/components/toast';
import { problemOf } from '@/lib/problem';
import { exported } from './queries';
import { objectiveText } from './words';

/** How the objective is defined, and where its measurements come from. */
export function Facts({ slo }: { slo: Slo }) {
  const api = useApi();
  const rows: [string, ReactNode][] = [
    ['Objective', objectiveText(slo)],
    ...(slo.thresholdMs === null ? [] : [['Threshold', `${slo.thresholdMs} ms`] as [string, ReactNode]]),
    ...(slo.timeZone === 'UTC' ? [] : [['Time zone', slo.timeZone] as [string, ReactNode]]),
    ['Owner', <PersonName key="owner" name={slo.owner} />],
    ['Source', slo.source === 'prometheus' ? 'Read from Prometheus' : 'Pushed to the API'],
    ...(slo.goodQuery ? [['Good', <code key="g">{slo.goodQuery}</code>] as [string, ReactNode]] : []),
    ...(slo.totalQuery ? [['Total', <code key="t">{slo.totalQuery}</code>] as [string, ReactNode]] : []),
    ...(slo.tags.length > 0 ? [['Tags', slo.tags.join(', ')] as [string, ReactNode]] : []),
    ['Defined', <ExactTime key="d" at={slo.createdAt} />],
    ['Id', <CopyText key="id" text={slo.id} label="objective id" />],
  ];
  const copyRules = async () => {
    try {
      await navigator.clipboard.writeText(await exported(api, 'prometheus-rules', slo.id));
      void toast({ title: 'Copied', message: `Prometheus rules of ${slo.name}.` });
    } catch (error) {
      void toast({ color: 'red', title: 'The rules could not be made', message: problemOf(error).title });
    }
  };
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Definition</h3>
        <button type="button" className={`${detail.linkish} ${detail.end}`} onClick={() => void copyRules()}>
          Copy its Prometheus rules
        </button>
      </div>
      {slo.description && <p className={detail.description}>{slo.description}</p>}
      <dl className={detail.facts}>
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
