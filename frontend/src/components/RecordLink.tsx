import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageLink } from '@/lib/record-links';

interface Props {
  page: PageLink | undefined;
  className?: string | undefined;
  /** Read out instead of the text, where that says too little alone. */
  label?: string | undefined;
  onClick?: () => void;
  children: ReactNode;
}

/** Leads to a page if the product has it, and is plain text until then: no dead link is ever offered. */
export function RecordLink({ page, className, label, onClick, children }: Props) {
  const routes: object = useRouter().routesByPath;
  if (!page || !(page.to in routes)) return <span className={className}>{children}</span>;
  return (
    <Link
      to={page.to}
      search={page.search as never}
      className={className}
      aria-label={label}
      {...(onClick ? { onClick } : {})}
    >
      {children}
    </Link>
  );
}
