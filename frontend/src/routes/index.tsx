import { createFileRoute, redirect } from '@tanstack/react-router';

// Until the Trust page exists, the product opens on what needs a person first.
export const Route = createFileRoute('/')({
  beforeLoad: () => {
    throw redirect({ to: '/security/events', replace: true });
  },
});
