import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Evidence, FrameworkState } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { Meter } from '@/components/chart/Meter';
import detail from '@/components/Detail.module.css';
import { LoadingRows } from '@/components/ListPage';
import { ErrorState } from '@/components/States';
import { RelativeTime } from '@/components/Time';
import { authorName, count, number } from '@/lib/format';
import { lapses, type MatrixCell, type MatrixRow, matrixRows } from './cells';
import classes from './Matrix.module.css';
import type { OnSearch } from './Page';
import { coverage, coverageAhead, dueReviews, frameworks, waiting } from './queries';
import { NO_FILTER } from './search';
import { controlName, controlOf, frameworkName, percent, servedBy } from './words';

const ScopeDialog = lazy(async () => ({ default: (await import('./ScopeDialog')).ScopeDialog }));

const CLOSED = { control: undefined, evidence: undefined, sort: undefined };

/** Frameworks by their categories with what is covered of each, and under it what presses. */
export function Matrix({ onSearch }: { onSearch: OnSearch }) {
  const api = useApi();
  const known = useQuery(frameworks(api));
  const covered = useQuery(coverage(api));
  const [scoping, setScoping] = useState<FrameworkState>();
  if (known.error && !known.data)
    return <ErrorState error={known.error} onRetry={() => void known.refetch()} />;
  if (covered.error && !covered.data)
    return <ErrorState error={covered.error} onRetry={() => void covered.refetch()} />;
  if (!known.data || !covered.data)
    return (
      <div aria-busy="true">
        <LoadingRows rows={8} />
      </div>
    );
  return (
    <>
      <div className={classes.matrix}>
        {matrixRows(known.data, covered.data).map((row) => (
          <Framework key={row.framework.framework} row={row} onScope={() => setScoping(row.framework)} />
        ))}
      </div>
      <div className={classes.lists}>
        <Waiting onSearch={onSearch} />
        <Due onSearch={onSearch} />
        <Lapsing onSearch={onSearch} />
      </div>
      <Suspense>
        {scoping && <ScopeDialog framework={scoping} onClose={() => setScoping(undefined)} />}
      </Suspense>
    </>
  );
}

function Framework({ row, onScope }: { row: MatrixRow; onScope: () => void }) {
  const person = usePerson();
  const { framework, coverage: figures, cells } = row;
  const name = frameworkName(framework.framework);
  const ratio = figures?.ratio ?? null;
  return (
    <section className={classes.framework} aria-label={name}>
      <header className={classes.head}>
        <h2>{name}</h2>
        <p className={classes.edition} title={`${framework.title}, ${framework.edition}`}>
          {framework.edition}
        </p>
        <Link
          from="/compliance/controls"
          to="/compliance/controls"
          search={(now) => ({
            ...now,
            ...NO_FILTER,
            ...CLOSED,
            view: 'controls',
            framework: [framework.framework],
          })}
          className={classes.all}
        >
          <strong>{ratio === null ? '–' : percent(ratio)}</strong>
          <span>
            {figures
              ? `${number(figures.covered)} of ${number(figures.applicable)} covered`
              : 'Nothing applies'}
          </span>
        </Link>
        {person.may.manageCompliance && (
          <button type="button" className={detail.linkish} onClick={onScope}>
            Scope<span className="visually-hidden"> of {name}</span>
          </button>
        )}
      </header>
      <ul className={classes.cells}>
        {cells.map((cell) => (
          <li key={cell.category}>
            <Cell framework={framework.framework} cell={cell} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const meterTones = { covered: 'good', part: 'warn', none: 'plain', out: 'plain', nothing: 'plain' } as const;

function Cell({ framework, cell }: { framework: FrameworkState['framework']; cell: MatrixCell }) {
  return (
    <Link
      from="/compliance/controls"
      to="/compliance/controls"
      search={(now) => ({
        ...now,
        ...NO_FILTER,
        ...CLOSED,
        view: 'controls',
        framework: [framework],
        category: [cell.category],
      })}
      className={classes.cell}
      data-tone={cell.tone}
      title={cell.title}
    >
      <span className={classes.cellTitle}>{cell.title}</span>
      {cell.applicable > 0 && (
        <>
          <span className={classes.figures}>
            <strong>{number(cell.covered)}</strong> of {number(cell.applicable)}
          </span>
          <Meter value={cell.covered / cell.applicable} tone={meterTones[cell.tone]} />
        </>
      )}
      <span className={classes.says}>{cell.says}</span>
    </Link>
  );
}

interface ListProps {
  title: string;
  total: ReactNode;
  onAll: () => void;
  nothing: string;
  /** Undefined while they are read. */
  children: ReactNode[] | undefined;
}

function List({ title, total, onAll, nothing, children }: ListProps) {
  return (
    <section className={classes.list} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {children && children.length > 0 && (
          <button type="button" className={detail.linkish} onClick={onAll}>
            Show all {total}
          </button>
        )}
      </header>
      {!children ? (
        <Skeleton width="60%" />
      ) : children.length === 0 ? (
        <p className={classes.nothing}>{nothing}</p>
      ) : (
        <ol>{children}</ol>
      )}
    </section>
  );
}

function Item({ evidence, end }: { evidence: Evidence; end: ReactNode }) {
  const [first, ...more] = servedBy(evidence);
  return (
    <li>
      <EvidenceLink id={evidence.id}>{evidence.title}</EvidenceLink>
      <span className={classes.about}>
        <span>
          {first && controlName(first)}
          {more.length > 0 && ` +${more.length}`}
        </span>
        {end}
      </span>
    </li>
  );
}

function EvidenceLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link
      from="/compliance/controls"
      to="/compliance/controls"
      search={(now) => ({ ...now, evidence: id, control: undefined })}
      className={classes.link}
    >
      {children}
    </Link>
  );
}

interface PartProps {
  onSearch: OnSearch;
}
const all = { ...NO_FILTER, ...CLOSED, view: 'evidence' } as const;

function Waiting({ onSearch }: PartProps) {
  const found = useQuery(waiting(useApi())).data;
  return (
    <List
      title="Wait for approval"
      total={found && count(found.page.total, found.page.totalIsExact)}
      onAll={() => onSearch({ ...all, status: ['submitted'] }, { replace: false })}
      nothing="Nothing lies with an approver."
    >
      {found?.items.map((one) => (
        <Item
          key={one.id}
          evidence={one}
          end={
            one.submittedBy &&
            one.submittedAt && (
              <span>
                {authorName(one.submittedBy)}, <RelativeTime at={one.submittedAt} />
              </span>
            )
          }
        />
      ))}
    </List>
  );
}

function Due({ onSearch }: PartProps) {
  const found = useQuery(dueReviews(useApi())).data;
  return (
    <List
      title="Reviews, next 90 days"
      total={found && count(found.page.total, found.page.totalIsExact)}
      onAll={() =>
        onSearch({ ...all, status: ['approved'], due: 'P90D', sort: 'nextReviewDueAt' }, { replace: false })
      }
      nothing="No review of approved evidence is due within 90 days."
    >
      {found?.items.map((one) => (
        <Item
          key={one.id}
          evidence={one}
          end={
            <span data-late={one.reviewOverdue || undefined}>
              {one.reviewOverdue ? 'Overdue since ' : 'Due '}
              <RelativeTime at={one.nextReviewDueAt} />
            </span>
          }
        />
      ))}
    </List>
  );
}

/** What will have run out in 30 days, and which controls nothing covers then. */
function Lapsing({ onSearch }: PartProps) {
  const ahead = useQuery(coverageAhead(useApi())).data;
  const found = ahead && lapses(ahead);
  return (
    <List
      title="Run out, next 30 days"
      total={found && number(found.length)}
      onAll={() => onSearch({ ...all, status: ['approved'], ends: 'P30D' }, { replace: false })}
      nothing="No approved evidence runs out within 30 days."
    >
      {found?.slice(0, 6).map((one) => (
        <li key={one.evidenceId}>
          <EvidenceLink id={one.evidenceId}>
            {one.uncovers.length === 0
              ? 'Its controls stay covered by other evidence'
              : `Leaves uncovered: ${names(one.uncovers)}`}
          </EvidenceLink>
          <span className={classes.about}>
            <span>
              Ends <RelativeTime at={one.endsAt} />
            </span>
          </span>
        </li>
      ))}
    </List>
  );
}

function names(keys: readonly string[]): string {
  const shown = keys.slice(0, 3).map((key) => {
    const control = controlOf(key);
    return control ? controlName(control) : key;
  });
  return keys.length > 3 ? `${shown.join(', ')} and ${keys.length - 3} more` : shown.join(', ');
}
