import type { ReactNode } from 'react';
import { LiveIndicator } from './LiveIndicator';
import classes from './PageHeader.module.css';

export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>{title}</h1>
      <LiveIndicator />
      <div className={classes.actions}>{children}</div>
    </header>
  );
}
