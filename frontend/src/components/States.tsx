import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { problemOf } from '@/lib/problem';
import { CopyText } from './CopyText';
import { IconAlertTriangle, IconRefresh } from './icons';
import classes from './States.module.css';

/** Nothing to show, said with what would fill it and how. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className={classes.state} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {action}
    </section>
  );
}

/** A refusal or failure in the API's own words, with the trace id that support will ask for. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = problemOf(error);
  return (
    <section className={classes.state} role="alert">
      <IconAlertTriangle size={22} className={classes.errorIcon} aria-hidden />
      <h2 className={classes.title}>{problem.title}</h2>
      {problem.detail && problem.detail !== problem.title && <p className={classes.text}>{problem.detail}</p>}
      {problem.errors && problem.errors.length > 0 && (
        <ul className={classes.errors}>
          {problem.errors.map((one) => (
            <li key={one.pointer + one.message}>
              <code>{one.pointer}</code> {one.message}
            </li>
          ))}
        </ul>
      )}
      {problem.traceId && (
        <p className={classes.trace}>
          Trace id <CopyText text={problem.traceId} label="trace id" />
        </p>
      )}
      {onRetry && (
        <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </section>
  );
}

/** The same, small: inside a dialog or a panel, beside what the person was doing. */
export function ProblemNote({ error }: { error: unknown }) {
  const problem = problemOf(error);
  return (
    <div className={classes.note} role="alert">
      <strong>{problem.title}</strong>
      {problem.detail && problem.detail !== problem.title && <span>{problem.detail}</span>}
      {problem.errors?.map((one) => (
        <span key={one.pointer + one.message}>
          <code>{one.pointer}</code> {one.message}
        </span>
      ))}
      {problem.traceId && (
        <span className={classes.trace}>
          Trace id <CopyText text={problem.traceId} label="trace id" />
        </span>
      )}
    </div>
  );
}

export function NotFound() {
  return (
    <EmptyState title="There is no page here" action={<Link to="/trust">Go to the Trust page</Link>}>
      <p>The address may be mistyped, or the page may come with a later version.</p>
    </EmptyState>
  );
}
