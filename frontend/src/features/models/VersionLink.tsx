import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** To the page of a version, or to a section of it. */
export function VersionLink({
  id,
  children,
  className,
  hash,
}: {
  id: string;
  children: ReactNode;
  className?: string | undefined;
  hash?: string;
}) {
  return (
    <Link
      to="/modelops/models/$id"
      params={{ id }}
      className={className}
      {...(hash ? { hash } : {})}
      draggable={false}
    >
      {children}
    </Link>
  );
}
