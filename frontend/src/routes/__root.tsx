import { createRootRoute, Outlet } from '@tanstack/react-router';
import { Shell } from '@/components/Shell';
import { NotFound } from '@/components/States';

export const Route = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFound,
});
