import '@/app/theme.gen.css';
import '@/app/mantine.css';
import '@/app/base.css';
import '@/app/tokens.css';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from '@/app/App';
import { StartFailed } from '@/app/StartFailed';
import { createUserManager } from '@/auth/oidc';
import { Session } from '@/auth/session';
import { loadConfig } from '@/lib/config';

// Zod would try to compile its checks with eval, which the CSP reports as a violation.
z.config({ jitless: true });

const root = createRoot(document.getElementById('root') as HTMLElement);

try {
  const config = await loadConfig();
  const session = new Session(createUserManager(config));
  root.render(<App config={config} session={session} />);
  await session.start();
} catch (error) {
  root.render(<StartFailed error={error} />);
}
