import type { ReactNode } from 'react';
import { LiveIndicator } from './LiveIndicator';
import classes from './PageHeader.module.css';

interface Props {
  /** The way back to what this page is a part of. */
  parent?: ReactNode;
  title: string;
  /** The page's views, where it has several. */
  views?: ReactNode;
  children?: ReactNode;
}

export function PageHeader({ parent, title, views, children }: Props) {
  return (
    <header className={classes.header}>
      {parent}
      <h1 className={classes.title}>{title}</h1>
      <LiveIndicator />
      {views}
      <div className={classes.actions}>{children}</div>
    </header>
  );
}
