import { createFileRoute, redirect } from '@tanstack/react-router';

// The product opens on whether all is well, and on what needs whoever looks.
export const Route = createFileRoute('/')({
  beforeLoad: () => {
    throw redirect({ to: '/trust', replace: true });
  },
});
